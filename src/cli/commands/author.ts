/** `coterie author NAME_OR_ID`: one author's page. */
import { Command } from 'commander';
import { authorAnswer } from '../author-answer.js';
import { printAuthor } from '../author-text.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor, printNote } from '../find-author.js';
import { collect, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { printGraph } from '../graph-text.js';
import { printJson } from '../output.js';

interface AuthorOptions extends CorpusOptions, GraphOptions {
  readonly metric?: readonly string[];
  readonly number: number;
}

const READING = `
How to read it:
  confidence   0 to 1: how good the evidence is that all mentions are one person; 1 where there is one mention
  rank         1 is the largest value among the authors of the graph; equal values share a rank
  -            no value: the metric has no normalised form, or the source gives no year
  reported     stated by a source; everything under "Computed" follows from the papers of the corpus`;

const EXAMPLES = `
Examples:
  coterie author "Hanna Mazzawi" --sample
  coterie author mazzawi --from 2015 --json --sample
  coterie author "Hanna Mazzawi" --metric betweenness --metric pagerank --sample
  coterie author orcid:0000-0002-1825-0097`;

async function showAuthor(text: string, options: AuthorOptions): Promise<void> {
  await withSnapshot(options, async (snapshot) => {
    const found = findAuthor(snapshot, text);
    const graph = await graphOf(options, snapshot);
    const answer = await authorAnswer(graph, found, options.metric);
    if (options.json === true) {
      printJson(answer);
      return;
    }
    printNote(found);
    printAuthor(answer, options.number);
    await printGraph(graph);
  });
}

export function authorCommand(): Command {
  return withGraphOptions(
    new Command('author')
      .summary("one author's figures, collaborators and papers")
      .description('Says who an author is: identity, reported and computed figures, collaborators under the graph, papers.')
      .argument('<name-or-id>', 'a name, words of a name, an id of ours, or an ORCID, OpenAlex, DBLP or ACL id in any spelling')
      .option('--metric <id>', 'this metric instead of all stored ones (repeatable); `coterie top --help` lists them', collect)
      .option('-n, --number <n>', 'how many collaborators and papers to show', wholeNumber(1), 10),
  )
    .addHelpText('after', `${READING}\n${EXAMPLES}`)
    .action(async (text: string, _options, command: Command) => showAuthor(text, command.optsWithGlobals<AuthorOptions>()));
}
