/** Putting out what was measured: CSV, JSON or tables for people, to stdout or files. */
import { extname } from 'node:path';
import type { MetricScope } from '../../metrics/metric.js';
import { CliError, EXIT } from '../errors.js';
import { printable, printLine } from '../output.js';
import type { ChosenMetric } from './chosen-metrics.js';
import { jsonAnswer, type JsonAnswer } from './json.js';
import type { Measured } from './measure.js';
import { distributionLines, methodLines, networkLines, readableLines } from './readable.js';
import { authorCsv, collaborationCsv, distributionCsv, networkCsv } from './tables.js';
import { refuseUnwritable, writeToFile, writeToStdout } from './writing.js';

export const DEFAULT_TOP = 20;

export interface AnswerOptions {
  readonly json?: boolean;
  /** A path, or - for stdout. */
  readonly output?: string;
  readonly top?: number;
  readonly normalized?: boolean;
}

export type AnswerForm =
  | { readonly kind: 'JSON'; readonly path: string | null }
  | { readonly kind: 'CSV'; readonly path: string | null }
  | { readonly kind: 'READABLE'; readonly top: number };

/** What form the options and the terminal ask for. @throws CliError (usage) for options that exclude each other */
export function answerForm({ json, output, top, normalized }: AnswerOptions, chosen: readonly ChosenMetric[]): AnswerForm {
  const path = output === undefined || output === '-' ? null : output;
  const isJson = json === true || (path !== null && extname(path).toLowerCase() === '.json');
  if (top !== undefined && (json === true || output !== undefined)) throw new CliError('--top is the readable table: leave out --json and --output, which write everything', EXIT.usage);
  if (isJson && normalized === true) throw new CliError('--normalized adds columns to CSV: --json has the normalised values anyway', EXIT.usage);
  if (path !== null) refuseUnwritable('output', path);
  if (isJson) return { kind: 'JSON', path };
  if (top !== undefined || (output === undefined && process.stdout.isTTY)) return { kind: 'READABLE', top: top ?? DEFAULT_TOP };
  const scopes = new Set(chosen.map(({ metric }) => metric.scope));
  if (path === null && scopes.has('AUTHOR') && scopes.has('COLLABORATION')) {
    throw new CliError('metrics of nodes and of edges are two tables: add -o FILE (the edges go to FILE with .edges before its ending) or --json', EXIT.usage);
  }
  return { kind: 'CSV', path };
}

/** `values.csv` -> `values.edges.csv` */
function besides(path: string, part: string): string {
  const ending = extname(path);
  return `${path.slice(0, path.length - ending.length)}.${part}${ending}`;
}

const PARTS: Readonly<Record<MetricScope, string>> = { AUTHOR: 'nodes', COLLABORATION: 'edges', NETWORK: 'network', DISTRIBUTION: 'distributions' };

/** The files that an answer will be written to, those beside the one that was named too. */
export function filesOf(form: AnswerForm, chosen: readonly ChosenMetric[]): string[] {
  if (form.kind === 'READABLE' || form.path === null) return [];
  const { path } = form;
  if (form.kind === 'JSON') return [path];
  const [, ...others] = (Object.keys(PARTS) as MetricScope[]).filter((scope) => chosen.some(({ metric }) => metric.scope === scope));
  return [path, ...others.map((scope) => besides(path, PARTS[scope]))];
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${printable(line)}\n`);
}

/** What was measured and how, said on stderr beside the values. */
function sayHow({ subject, measured, left, notes }: JsonAnswer): void {
  const [first, ...others] = subject.sentences;
  say([`${subject.name}: ${first}`, ...[...others, ...notes, ...methodLines(measured)].map((line) => `  ${line}`), ...leftLines(left)]);
}

function leftLines(left: readonly string[]): string[] {
  return left.length === 0 ? [] : [`  left out, since they are about papers and a network file has none: ${left.join(', ').toLowerCase()}`];
}

/** The tables of a CSV answer, the main one first. */
function csvTables(answer: JsonAnswer, normalized: boolean): Array<{ readonly part: string; readonly pieces: Iterable<string>; readonly measured: readonly Measured[] }> {
  const { subject, measured } = answer;
  const of = (scope: MetricScope): Measured[] => measured.filter(({ metric }) => metric.scope === scope);
  const [authors, collaborations, network, distributions] = [of('AUTHOR'), of('COLLABORATION'), of('NETWORK'), of('DISTRIBUTION')];
  return [
    { part: PARTS.AUTHOR, pieces: authorCsv(subject, authors, normalized), measured: authors },
    { part: PARTS.COLLABORATION, pieces: collaborationCsv(subject, collaborations), measured: collaborations },
    { part: PARTS.NETWORK, pieces: networkCsv(network), measured: network },
    { part: PARTS.DISTRIBUTION, pieces: distributionCsv(distributions), measured: distributions },
  ].filter((table) => table.measured.length > 0);
}

async function putCsv(answer: JsonAnswer, path: string | null, normalized: boolean): Promise<void> {
  const [main, ...others] = csvTables(answer, normalized);
  sayHow(answer);
  if (main === undefined) return;
  if (path === null) {
    await writeToStdout(main.pieces);
    // One table on stdout is what other programs read; figures of the whole stand beside it.
    for (const { part, measured } of others) say((part === 'network' ? networkLines(measured) : distributionLines(measured)).map((line) => `  ${line}`));
    return;
  }
  await writeToFile(path, main.pieces);
  const written = [path];
  for (const { part, pieces } of others) {
    const beside = besides(path, part);
    await writeToFile(beside, pieces);
    written.push(beside);
  }
  say([`written: ${written.join(', ')}`]);
}

/** Puts out the answer; when it resolves, all of it has been written. */
export async function putAnswer(form: AnswerForm, answer: JsonAnswer, normalized: boolean): Promise<void> {
  if (form.kind === 'CSV') await putCsv(answer, form.path, normalized);
  else if (form.kind === 'JSON') await (form.path === null ? writeToStdout(jsonAnswer(answer)) : writeToFile(form.path, jsonAnswer(answer)));
  else {
    sayHow(answer);
    for (const line of readableLines(answer.subject, answer.measured, form.top)) printLine(line);
  }
}
