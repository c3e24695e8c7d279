/** The options of `coterie export`. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DRAWING_BOUNDS } from '../../exports/drawing.js';
import { COMMUNITY_ALGORITHMS } from '../../metrics/community/algorithms.js';
import { EDGE_FACTS, NODE_FACTS } from '../../graphql/downloads/network-question.js';
import type { CorpusOptions } from '../corpus.js';
import { collect, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';

export interface ExportOptions extends CorpusOptions, GraphOptions {
  readonly output?: string;
  readonly format?: string;
  readonly part?: string;
  readonly force?: boolean;
  readonly ego?: string;
  readonly radius?: number;
  readonly path?: readonly string[];
  readonly distance: 'hops' | 'cost' | 'unweighted' | 'inverse-strength';
  readonly community?: number;
  readonly algorithm: string;
  readonly resolution: number;
  readonly top?: string;
  readonly number?: number;
  readonly author?: readonly string[];
  readonly maxNodes?: number;
  readonly maxEdges?: number;
  readonly metric?: readonly string[];
  readonly param?: readonly string[];
  readonly columns?: readonly string[];
  readonly layout?: boolean;
  readonly iterations?: number;
  readonly seed: number;
  readonly layoutSeed?: number;
  readonly sizeBy?: string;
  readonly colourBy?: string;
  readonly theme: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly labels?: number;
  readonly scale?: number;
  readonly transparent?: boolean;
  readonly paper?: readonly string[];
  readonly abstracts: boolean;
}

function resolution(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0) || value > 100) throw new InvalidArgumentError('It must be a number above 0, at most 100.');
  return value;
}

function within(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text.trim()) || value < low || value > high) throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return value;
  };
}

function scale(text: string): number {
  const [value, { least, most }] = [Number(text), DRAWING_BOUNDS.scale];
  if (text.trim() === '' || !(value >= least && value <= most)) throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  return value;
}

const { width: WIDTH, height: HEIGHT, labels: LABELS } = DRAWING_BOUNDS;

const ALGORITHMS = COMMUNITY_ALGORITHMS.map((name) => name.toLowerCase().replaceAll('_', '-'));

/** Adds the options of ExportOptions to a command. */
export function withExportOptions(command: Command): Command {
  command
    .option('-o, --output <file>', 'the file to write, instead of the argument; - for stdout')
    .option('--format <id>', 'the format, where the name does not tell it: see below')
    .option('--part <name>', 'one file of a format that has several, such as nodes or edges')
    .option('--force', 'replace the file where it exists')
    .optionsGroup('Which part of the network (all of it without any of these; papers: of these authors):')
    .option('--ego <author>', 'an author and everybody within some steps')
    .option('--radius <n>', 'how many steps', within(1, 4))
    .option('--path <author>', 'everybody on the shortest ways between two authors: give it twice', collect)
    .addOption(new Option('--distance <measure>', 'what is shortest on the way: steps, or the sum of 1/strength').choices(['hops', 'cost', 'unweighted', 'inverse-strength']).default('hops'))
    .option('--community <n>', 'one community, 0 for the largest', within(0, 2 ** 31 - 1))
    .option('--top <metric>', 'the first authors by a metric')
    .option('-n, --number <n>', 'how many of them (100)', wholeNumber(1))
    .option('--author <author>', 'an author, by name or id (repeatable)', collect)
    .option('--max-nodes <n>', 'at most so many authors, those with the first claim; all without it', wholeNumber(1))
    .option('--max-edges <n>', 'at most so many collaborations, the strongest; all without it', wholeNumber(0))
    .optionsGroup('What stands beside nodes and edges:')
    .option('--metric <names>', 'metrics of authors or collaborations, with commas between them (repeatable)', collect)
    .option('--param <name=value>', 'a parameter of the metrics, or metric.name=value of one (repeatable)', collect)
    .option('--columns <names>', `only these facts, with commas between them, or none: ${[...new Set([...NODE_FACTS, ...EDGE_FACTS])].join(', ')}`, collect)
    .addOption(new Option('--algorithm <name>', 'how communities are found').choices(ALGORITHMS).default('louvain'))
    .option('--resolution <x>', 'larger values give more, smaller communities', resolution, 1)
    .option('--layout', 'where each node is drawn (drawings have it anyway)')
    .option('--iterations <n>', 'rounds of the layout; as many as suit the size without it', within(0, 1000))
    .option('--seed <n>', 'of the layout and of communities', within(0, 2 ** 31 - 1), 1)
    .option('--layout-seed <n>', 'of the layout alone', within(0, 2 ** 31 - 1))
    .optionsGroup('Drawings (SVG, PNG):')
    .option('--size-by <column>', 'what the areas of circles show: papers, collaborators, citations, any metric, or none (papers)')
    .option('--colour-by <column>', 'what colours show: community, component, year, field, any metric, or none (community)')
    .addOption(new Option('--color-by <column>').hideHelp())
    .addOption(new Option('--theme <name>', 'colours of the sheet').choices(['light', 'dark']).default('light'))
    .option('--width <pixels>', 'width of the sheet (1200)', within(WIDTH.least, WIDTH.most))
    .option('--height <pixels>', 'height of the sheet (900)', within(HEIGHT.least, HEIGHT.most))
    .option('--labels <n>', 'at most so many names, of the largest (60)', within(LABELS.least, LABELS.most))
    .option('--scale <x>', 'pixels of a PNG per pixel of the sheet (2)', scale)
    .option('--transparent', 'leave the sheet itself out')
    .optionsGroup('Papers (BibTeX, CSL-JSON):')
    .option('--paper <id>', 'one paper, by P… or DOI, and no others (repeatable)', collect)
    .option('--no-abstracts', 'leave abstracts out');
  withGraphOptions(command);
  return command
    .addOption(new Option('--year-from <year>', 'another name of --from, as in addresses').argParser(wholeNumber(0)).conflicts('from').hideHelp())
    .addOption(new Option('--year-to <year>', 'another name of --to, as in addresses').argParser(wholeNumber(0)).conflicts('to').hideHelp());
}
