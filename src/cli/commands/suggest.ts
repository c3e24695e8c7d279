/** `coterie suggest AUTHOR`: with whom an author might work, and who could introduce them. */
import { Command, Option } from 'commander';
import { suggestionsFor } from '../../graphql/reads/suggestions.js';
import { SUGGESTION_METHODS, type SuggestionMethod } from '../../metrics/recommendation/ranking.js';
import { nameOf } from '../author-name.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor, printNote } from '../find-author.js';
import { graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { formatNumber, printable, printJson, printLine, printTable } from '../output.js';

interface SuggestOptions extends CorpusOptions, GraphOptions {
  readonly number: number;
  readonly method: string;
  readonly witnesses: number;
}

/** As options are written: lower case, hyphens. */
const METHODS: ReadonlyMap<string, SuggestionMethod> = new Map(SUGGESTION_METHODS.map((method) => [method.toLowerCase().replaceAll('_', '-'), method]));

const READING = `
How to read it:
  score      larger means likelier; comparable within one method and graph
  together   collaborators whom both have in common, the strongest links first, who could introduce them
  methods    common-neighbours: their number; jaccard: their share of both circles; adamic-adar (Σ 1/ln k) and
             resource-allocation (Σ 1/k): those of few collaborators count more; personalised-pagerank: where a walk
             that returns to the author is found, also beyond two steps`;

const EXAMPLES = `
Examples:
  coterie suggest "Nader H. Bshouty" --sample
  coterie suggest Dherin --method personalised-pagerank -n 5 --sample
  coterie suggest Dherin --max-authors 20 --json --sample`;

async function suggest(text: string, options: SuggestOptions): Promise<void> {
  const method = METHODS.get(options.method) ?? 'ADAMIC_ADAR';
  await withSnapshot(options, async (snapshot) => {
    const graph = await graphOf(options, snapshot);
    const found = findAuthor(snapshot, text);
    const { authors, scoreOf, witnesses: witnessesOf, errorBound, collaborators, collaboratorsLeftOut } = await suggestionsFor(graph, found.index, method);
    const person = (author: number) => {
      const [{ id, displayName, disambiguator }] = snapshot.records.authors([author]);
      return { id, displayName, disambiguator };
    };
    const shown = Array.from(authors.subarray(0, options.number), (author) => {
      const witnesses = witnessesOf(author);
      return { ...person(author), score: scoreOf(author), witnessCount: witnesses.length, witnesses: witnesses.slice(0, options.witnesses).map(person) };
    });
    if (options.json === true) {
      printJson({
        snapshot: snapshot.id,
        graph: graphAsJson(graph),
        author: { ...person(found.index), matchedBy: found.matchedBy },
        method,
        errorBound,
        total: authors.length,
        collaborators,
        collaboratorsLeftOut,
        suggestions: shown,
      });
      return;
    }
    printNote(found);
    if (shown.length > 0) {
      printTable(
        [{ title: 'author' }, { title: 'id' }, { title: 'score', align: 'right' }, { title: 'together' }],
        shown.map(({ witnesses, witnessCount, ...author }) => {
          const others = witnessCount - witnesses.length;
          return [nameOf(author), author.id, formatNumber(author.score), [...witnesses.map(nameOf), ...(others > 0 ? [`${formatNumber(others)} more`] : [])].join(', ') || '-'];
        }),
      );
      printLine();
    }
    if (shown.length === 0) {
      const isInGraph = graph.selection.nodeOf[found.index] !== -1;
      printLine(printable(`nobody to suggest: ${nameOf(person(found.index))} ${isInGraph ? 'has worked with everybody who is near' : 'is not in this graph'}`));
    } else printLine(`${formatNumber(shown.length)} of ${formatNumber(authors.length)} suggestions shown`);
    if (collaboratorsLeftOut > 0) {
      printLine(`${formatNumber(collaboratorsLeftOut)} of ${formatNumber(collaborators)} collaborators, the best connected, were not looked through; --max-authors narrows the graph down`);
    } else if (errorBound !== null && errorBound > 0) printLine(`scores are at most ${errorBound.toPrecision(1)} too small`);
  });
}

export function suggestCommand(): Command {
  return withGraphOptions(
    new Command('suggest')
      .summary('with whom an author might work')
      .description('People with whom an author has no joint paper in the graph but collaborators in common, most promising first, with those who could introduce them.')
      .argument('<author>', 'a name or id')
      .option('-n, --number <n>', 'how many to show', wholeNumber(1), 10)
      .option('--witnesses <n>', 'how many common collaborators to name for each', wholeNumber(0), 3)
      .addOption(new Option('--method <way>', 'how candidates are scored').choices([...METHODS.keys()]).default('adamic-adar')),
  )
    .addHelpText('after', `${READING}\n${EXAMPLES}`)
    .action(async (author: string, _options, command: Command) => suggest(author, command.optsWithGlobals<SuggestOptions>()));
}
