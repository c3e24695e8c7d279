/** `coterie distances AUTHOR`: how far everybody is from one author. */
import { Command } from 'commander';
import { authorsAtDistance, countsByDistance, distancesFrom, meanDistance } from '../../graphql/reads/distances.js';
import { nameOf } from '../author-name.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor, printNote } from '../find-author.js';
import { graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { formatNumber, printable, printJson, printLine, printTable } from '../output.js';

interface DistancesOptions extends CorpusOptions, GraphOptions {
  readonly at?: number;
  readonly number: number;
}

const EXAMPLES = `
Examples:
  coterie distances "Nader H. Bshouty" --sample
  coterie distances Bshouty --at 2 -n 20 --sample
  coterie distances Bshouty --max-authors 10 --json --sample`;

async function showDistances(text: string, options: DistancesOptions): Promise<void> {
  await withSnapshot(options, async (snapshot) => {
    const graph = await graphOf(options, snapshot);
    const found = findAuthor(snapshot, text);
    const levels = await distancesFrom(graph, found.index);
    const people = (authors: Iterable<number>) => snapshot.records.authors([...authors]).map(({ id, displayName, disambiguator }) => ({ id, displayName, disambiguator }));
    const [author] = people([found.index]);
    const counts = levels && countsByDistance(levels);
    const mean = levels && meanDistance(levels);
    const reached = levels === null ? null : levels.order.length - 1;
    const unreached = levels === null ? null : graph.selection.nodes.length - levels.order.length;
    const there = options.at === undefined || levels === null ? null : authorsAtDistance(levels, options.at);
    const shown = there && people(there.subarray(0, options.number));
    if (options.json === true) {
      printJson({
        snapshot: snapshot.id,
        graph: graphAsJson(graph),
        author: { ...author, matchedBy: found.matchedBy },
        reached,
        unreached,
        meanDistance: mean,
        counts,
        ...(options.at === undefined ? {} : { at: options.at, total: there?.length ?? null, authors: shown }),
      });
      return;
    }
    printNote(found);
    if (counts === null) {
      printLine(printable(`${nameOf(author)} is not in this graph`));
      return;
    }
    if (counts.length > 0) {
      printTable(
        [{ title: 'distance', align: 'right' }, { title: 'authors', align: 'right' }],
        counts.map(({ distance, authorCount }) => [formatNumber(distance), formatNumber(authorCount)]),
      );
      printLine();
    }
    printLine(`${formatNumber(reached)} ${reached === 1 ? 'author' : 'authors'} reached, at a mean distance of ${formatNumber(mean)}; ${formatNumber(unreached)} not connected`);
    if (shown === null || there === null) return;
    printLine(`\nAt distance ${options.at}:`);
    for (const other of shown) printLine(printable(`  ${nameOf(other)}  ${other.id}`));
    if (shown.length < there.length) printLine(`  ${formatNumber(there.length - shown.length)} more; -n shows more`);
    else if (there.length === 0) printLine('  nobody');
  });
}

export function distancesCommand(): Command {
  return withGraphOptions(
    new Command('distances')
      .summary('how far everybody is from an author')
      .description('How many collaborations away everybody is from an author: the Erdős number of anyone. In hops; `coterie path` shows the ways themselves.')
      .argument('<author>', 'a name or id')
      .option('--at <distance>', 'also name the authors at this distance', wholeNumber(0))
      .option('-n, --number <n>', 'how many of them to name', wholeNumber(1), 10),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (author: string, _options, command: Command) => showDistances(author, command.optsWithGlobals<DistancesOptions>()));
}
