/** `coterie generate`: a synthetic corpus as a file of records, for trying things out at any size. */
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Command, InvalidArgumentError, Option } from 'commander';
import { formatHeader, formatPaper } from '../../sources/jsonl-write.js';
import { grow, type Growth } from '../../synthetic/growth.js';
import { SHAPES, type ShapeName } from '../../synthetic/options.js';
import { papersOf } from '../../synthetic/papers.js';
import { CliError, EXIT } from '../errors.js';
import { explainedFullTarget } from '../full-target.js';
import { partialOf, removeAbandoned } from '../exporting/place-file.js';
import { wholeNumber } from '../graph-options.js';
import { formatNumber, printJson, printLine } from '../output.js';
import { startProgress, type Progress } from '../progress.js';

interface GenerateOptions {
  readonly papers: number;
  readonly seed: number;
  readonly shape: ShapeName;
  readonly largestTeam?: number;
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Shapes:
  dblp      as all of computer science: 3 authors per paper, two papers per author, few large teams
  condmat   as the arXiv's condensed matter: no large teams
  hyper     with the author lists of hundreds and thousands that large experiments have

The same arguments give the same file on every machine. Every record says that it is synthetic: in its title, venue, fields,
affiliations and abstract. No two people of one file share a name; files of different seeds have names in common, so that
importing several together takes those people for one.

Examples:
  coterie generate --papers 1000 --seed 1 -o corpus.jsonl
  coterie generate --papers 40000 --shape hyper -o hyper.jsonl.gz
  coterie generate --papers 100 | head -3`;

/** Lines are handed on in pieces of about this size. */
const PIECE_CHARACTERS = 1 << 18;

function parseSeed(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text.trim()) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

function parseShape(text: string): ShapeName {
  const found = (Object.keys(SHAPES) as ShapeName[]).find((name) => name === text.toUpperCase());
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${Object.keys(SHAPES).join(', ').toLowerCase()}.`);
  return found;
}

/** The file's text in pieces; each is made when the one before it has been taken. */
function* textOf(growth: Growth, progress: Progress): Generator<string> {
  const { papers, seed, shape, largestTeam } = growth.options;
  const made = `coterie generate --papers ${papers} --seed ${seed} --shape ${shape.toLowerCase()} --largest-team ${largestTeam}`;
  let piece = `${formatHeader({ description: `Synthetic: made by "${made}". No work, person or figure in it is real.` })}\n`;
  let done = 0;
  for (const record of papersOf(growth)) {
    piece += `${formatPaper(record)}\n`;
    done += 1;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
    progress.update('Writing papers', done / papers, `${formatNumber(done)} of ${formatNumber(papers)}`);
  }
  yield piece;
}

async function writeAll(growth: Growth, target: Writable, compress: boolean, progress: Progress): Promise<void> {
  const text = Readable.from(textOf(growth, progress));
  // Standard output stays open for whoever else writes to it.
  const end = target !== process.stdout;
  if (compress) await pipeline(text, createGzip(), target, { end });
  else await pipeline(text, target, { end });
}

/** @throws CliError (usage) where something stands there already and may not be replaced */
function refuseToOverwrite(file: string, force: boolean): { readonly isSpecial: boolean } {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { isSpecial: false };
  if (found.isDirectory()) throw new CliError(`${file} is a folder: name a file in it`, EXIT.usage);
  if (!force && found.isFile()) throw new CliError(`${file} exists already: choose another name, or replace it with --force`, EXIT.usage);
  return { isSpecial: !found.isFile() };
}

/** Writes beside the file and renames, so that what stands under its name is always whole. */
async function writeFile(growth: Growth, file: string, isSpecial: boolean, progress: Progress): Promise<void> {
  const compress = file.endsWith('.gz');
  if (isSpecial) {
    await writeAll(growth, createWriteStream(file), compress, progress);
    return;
  }
  const partial = partialOf(file);
  try {
    removeAbandoned(file);
    await writeAll(growth, createWriteStream(partial, { flags: 'wx' }), compress, progress);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw explainedFullTarget(error, file);
  }
}

async function generate(options: GenerateOptions): Promise<void> {
  const { papers, seed, shape, largestTeam, output, force = false, json = false } = options;
  if (output === undefined && json) throw new CliError('--json describes the file written with --output; without one, the records themselves are printed', EXIT.usage);
  const { isSpecial } = output === undefined ? { isSpecial: false } : refuseToOverwrite(output, force);
  const progress = startProgress();
  try {
    progress.update('Growing the corpus', null);
    const growth = grow({ papers, seed, shape, ...(largestTeam === undefined ? {} : { largestTeam }) });
    if (output === undefined) {
      await writeAll(growth, process.stdout, false, progress);
      return;
    }
    await writeFile(growth, output, isSpecial, progress);
    progress.stop();
    const facts = { file: output, synthetic: true, ...growth.options, authors: growth.authorCount, authorships: growth.paperAuthors.length };
    if (json) printJson(facts);
    else printLine(`${path.normalize(output)}: ${formatNumber(papers)} synthetic papers by ${formatNumber(facts.authors)} authors, ${formatNumber(facts.authorships)} authorships`);
  } finally {
    progress.stop();
  }
}

export function generateCommand(): Command {
  return new Command('generate')
    .summary('write a synthetic corpus to try things out on')
    .description('Writes a synthetic corpus as Coterie records (JSON lines), which `coterie import` reads: seeded, of any size, with the structure of real ones.')
    .option('-n, --papers <n>', 'how many papers, up to 20,000,000', wholeNumber(1), 1000)
    .option('--seed <n>', 'another whole number gives another corpus', parseSeed, 1)
    .addOption(new Option('--shape <name>', 'what the corpus is like, see below').argParser(parseShape).default('DBLP', 'dblp'))
    .option('--largest-team <n>', 'most authors of a paper, up to 20,000; by the shape and size if absent', wholeNumber(1))
    .option('-o, --output <file>', 'file to write, gzipped where it ends in .gz; else the records are printed')
    .option('--force', 'replace the file where it exists')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command: Command) => generate(command.optsWithGlobals<GenerateOptions>()));
}
