/** What an example query is, and the small grammar that examples are written in. */
import type { CorpusFacts } from './corpus-facts.js';

export interface Example {
  /** Name of the operation, unique among the examples: it names the tab as well. */
  readonly name: string;
  /** A few words for the menu. */
  readonly title: string;
  /** One or two sentences: what it answers. Stands above the query as a comment. */
  readonly about: string;
  /** The operation, for what the corpus holds; a sentence instead where the corpus lacks what it is about. */
  readonly operation: (facts: CorpusFacts) => string | Lacking;
}

export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly Example[];
}

/** Why an example can't be about this corpus. */
export class Lacking {
  constructor(readonly why: string) {}
}

export const NO_AUTHORS = new Lacking('This corpus has no authors yet: import a bibliography.');
export const NO_PAPERS = new Lacking('This corpus has no papers yet: import a bibliography.');

/** A GraphQL string literal; JSON's escapes are a subset of GraphQL's. */
export const literal = (text: string): string => JSON.stringify(text);

/** Characters per line of a comment: what a phone shows of the editor. */
const COMMENT_WIDTH = 30;

/** `# …` lines, broken between words; whatever the corpus holds, no line ends the comment. */
export function comment(text: string): string {
  const lines: string[] = [];
  for (const word of text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= COMMENT_WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines.join('\n');
}

/** The text of an example's tab. An example that can't be about this corpus says why, over a query of what there is. */
export function textOf({ name, about, operation }: Example, facts: CorpusFacts): string {
  const text = operation(facts);
  if (text instanceof Lacking) return insteadOf(name, text.why);
  return `${comment(about)}\n${text.trim()}\n`;
}

/** A query of what the corpus holds, in place of one that can't be asked. */
export function insteadOf(name: string, why: string): string {
  return `${comment(why)}
query ${name} {
  corpus {
    snapshot { id builtAt }
    paperCount
    authorCount
    problemKinds { displayName count }
  }
}
`;
}
