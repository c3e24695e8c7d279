/** The examples that the playground opens with. */
import { findFacts, type Ask, type CorpusFacts } from './corpus-facts.js';
import { insteadOf, NO_AUTHORS, textOf } from './example.js';
import { NETWORK, PATH } from './networks.js';
import { AUTHOR } from './people.js';

export interface Opening {
  /** What examples can be about; null when the corpus could not be asked. */
  readonly facts: CorpusFacts | null;
  readonly tabs: Array<{ readonly query: string }>;
  /** Why there are no examples; null where there are. */
  readonly problem: string | null;
}

/**
 * The examples for the corpus behind `ask`: its best connected author, a way between two people far from each other,
 * and the network around that author. A corpus without authors, or one that can't be asked, gets a query that
 * finds out what there is, and says why.
 */
export async function openingTabs(ask: Ask): Promise<Opening> {
  try {
    const facts = await findFacts(ask);
    const texts = facts.hub === null ? [insteadOf('Corpus', NO_AUTHORS.why)] : [AUTHOR, PATH, NETWORK].map((example) => textOf(example, facts));
    return { facts, tabs: texts.map((query) => ({ query })), problem: null };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { facts: null, tabs: [{ query: insteadOf('Corpus', `The corpus could not be asked for examples: ${problem}`) }], problem };
  }
}
