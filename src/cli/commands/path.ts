/** `coterie path A B`: who connects two authors, and by which papers. */
import { Command, Option } from 'commander';
import { leftOutOf } from '../../graphql/downloads/graph-leaves-out.js';
import type { GraphInUse } from '../../graphql/graph-in-use.js';
import { pairFacts, papersOfPair } from '../../graphql/reads/pairs.js';
import { pathsBetween } from '../../graphql/reads/paths.js';
import type { Distance } from '../../metrics/metric.js';
import type { Snapshot } from '../../snapshot/types.js';
import { nameOf } from '../author-name.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor, printNote, type FoundAuthor, type MatchedBy } from '../find-author.js';
import { graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { printGraph } from '../graph-text.js';
import { formatNumber, printable, printJson, printLine } from '../output.js';
import { latestFirst } from '../papers.js';

interface PathOptions extends CorpusOptions, GraphOptions {
  readonly distance: 'hops' | 'cost' | 'inverse-strength';
  readonly number: number;
}

const DISTANCES: Readonly<Record<PathOptions['distance'], Distance>> = { hops: 'UNWEIGHTED', cost: 'INVERSE_STRENGTH', 'inverse-strength': 'INVERSE_STRENGTH' };
const PAPERS_PER_STEP = 3;
/** A list that nobody reads to its end only hides the answer. */
const DEFAULT_PATHS = 10;

const EXAMPLES = `
Examples:
  coterie path "Nader H. Bshouty" "Benoit Dherin" --sample
  coterie path Bshouty Dherin --distance cost --sample
  coterie path Weill Bshouty --from 2016 --json --sample`;

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly disambiguator: string | null;
}

function personOf(snapshot: Snapshot, author: number): Person {
  const [{ id, displayName, disambiguator }] = snapshot.records.authors([author]);
  return { id, displayName, disambiguator };
}

/** An end of the way, with how what was typed came to mean it. */
function endOf(person: Person, { matchedBy }: FoundAuthor): Person & { readonly matchedBy: MatchedBy } {
  return { ...person, matchedBy };
}

/** A step with its evidence, latest paper first. */
function stepOf(graph: GraphInUse, from: number, to: number) {
  const { snapshot } = graph;
  const { paperCount, strength } = pairFacts(graph, from, to);
  return {
    source: personOf(snapshot, from),
    target: personOf(snapshot, to),
    paperCount,
    strength,
    papers: latestFirst(snapshot.records.papers([...papersOfPair(graph, from, to)])),
  };
}

async function showPath(fromText: string, toText: string, options: PathOptions): Promise<void> {
  await withSnapshot(options, async (snapshot) => {
    const graph = await graphOf(options, snapshot);
    const found = [findAuthor(snapshot, fromText), findAuthor(snapshot, toText)] as const;
    const [from, to] = found.map(({ index }) => index);
    const distance = DISTANCES[options.distance];
    const { distance: steps, cost, pathCount, paths } = await pathsBetween(graph, from, to, distance, options.number);
    const ways = paths.map((authors) => ({
      authors: authors.map((author) => personOf(snapshot, author)),
      collaborations: authors.slice(1).map((author, step) => stepOf(graph, authors[step], author)),
    }));
    const [source, target] = [personOf(snapshot, from), personOf(snapshot, to)];
    if (options.json === true) {
      printJson({
        snapshot: snapshot.id,
        graph: graphAsJson(graph),
        leavesOut: await leftOutOf(graph),
        distance,
        from: endOf(source, found[0]),
        to: endOf(target, found[1]),
        cost,
        steps,
        pathCount,
        paths: ways,
      });
      return;
    }
    for (const end of found) printNote(end);
    const names = `${nameOf(source)} and ${nameOf(target)}`;
    if (cost === null) {
      printLine(printable(`${names} are not connected in this graph.`));
      await printGraph(graph);
      return;
    }
    const unit = distance === 'UNWEIGHTED' ? 'steps' : 'the sum of 1/strength';
    printLine(printable(`${names}: distance ${formatNumber(cost)} (${unit}); ${formatNumber(pathCount)} shortest ${pathCount === 1 ? 'path' : 'paths'}`));
    for (const way of ways) {
      printLine(`\n${printable(way.authors.map(nameOf).join(' – '))}`);
      for (const step of way.collaborations) {
        printLine(printable(`  ${nameOf(step.source)} – ${nameOf(step.target)}: ${formatNumber(step.paperCount)} joint, strength ${formatNumber(step.strength)}`));
        for (const paper of step.papers.slice(0, PAPERS_PER_STEP)) printLine(`    ${paper.year ?? '????'}  ${printable(paper.title)}`);
        if (step.papers.length > PAPERS_PER_STEP) printLine(`    and ${formatNumber(step.papers.length - PAPERS_PER_STEP)} more`);
      }
    }
    if (ways.length < pathCount) printLine(`\n${formatNumber(ways.length)} of ${formatNumber(pathCount)} shortest paths shown; -n shows more`);
    await printGraph(graph);
  });
}

export function pathCommand(): Command {
  return withGraphOptions(
    new Command('path')
      .summary('the shortest paths between two authors')
      .description('All shortest ways from one author to another along joint papers, each step with its papers.')
      .argument('<from>', 'a name or id')
      .argument('<to>', 'a name or id')
      .option('-n, --number <n>', 'how many paths to show', wholeNumber(1), DEFAULT_PATHS)
      .addOption(new Option('--distance <measure>', 'what is minimised: steps, or the cost, the sum of 1/strength').choices(Object.keys(DISTANCES)).default('hops')),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (from: string, to: string, _options, command: Command) => showPath(from, to, command.optsWithGlobals<PathOptions>()));
}
