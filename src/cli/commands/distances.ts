/** `coterie distances [AUTHOR]`: how far everybody is from one author, or authors from each other. */
import { Command } from 'commander';
import { authorsAtDistance, countsByDistance, distancesFrom, meanDistance } from '../../graphql/reads/distances.js';
import { nameOf } from '../author-name.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor, printNote } from '../find-author.js';
import { CliError, EXIT } from '../errors.js';
import { collect, graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { showNetworkDistances } from '../network-distances.js';
import { formatNumber, printable, printJson, printLine, printTable } from '../output.js';

interface DistancesOptions extends CorpusOptions, GraphOptions {
  readonly at?: number;
  readonly number?: number;
  readonly param?: readonly string[];
}

const DEFAULT_NUMBER = 10;

const EXAMPLES = `
Examples:
  coterie distances "Nader H. Bshouty" --sample
  coterie distances Bshouty --at 2 -n 20 --sample
  coterie distances Bshouty --max-authors 10 --json --sample
  coterie distances --sample
  coterie distances --param method=sampled --param epsilon=0.1 --sample`;

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
    const shown = there && people(there.subarray(0, options.number ?? DEFAULT_NUMBER));
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

/** @throws CliError (usage) for options that have no meaning with, or without, an author */
function refuseStrayOptions(author: string | undefined, { at, number, param }: DistancesOptions): void {
  if (author === undefined && (at !== undefined || number !== undefined)) throw new CliError(`${at === undefined ? '--number' : '--at'} names authors at a distance from one: add an author, or leave it out`, EXIT.usage);
  if (author !== undefined && param !== undefined) throw new CliError('--param says how all pairs are measured, and distances from one author are always exact: leave it or the author out', EXIT.usage);
}

export function distancesCommand(): Command {
  return withGraphOptions(
    new Command('distances')
      .summary('how far everybody is from an author, or authors from each other')
      .description(
        'How many collaborations away everybody is from an author: the Erdős number of anyone. Without an author, how many pairs of authors are how far apart. In hops; `coterie path` shows the ways themselves.',
      )
      .argument('[author]', 'a name or id; all pairs of authors if left out')
      .option('--at <distance>', 'also name the authors at this distance from the author', wholeNumber(0))
      .option('-n, --number <n>', `how many of them to name (default: ${DEFAULT_NUMBER})`, wholeNumber(1))
      .option('--param <name=value>', 'without an author: method (auto, exact, sampled), epsilon, delta or seed (repeatable)', collect),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (author: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<DistancesOptions>();
      refuseStrayOptions(author, options);
      await (author === undefined ? withSnapshot(options, (snapshot) => showNetworkDistances(snapshot, options)) : showDistances(author, options));
    });
}
