/** The pipeline from works to tables: which step follows which, on whatever engine. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_SPEC, validateSpec } from '../graph/spec.js';
import { PAPER_TYPES } from '../records/record.js';
import { titleKey } from '../records/titles.js';
import type { SqlEngine } from './engine.js';
import { finishedTables, noteFinished } from './finished.js';
import { gzipFilesOf, proveGzipFiles } from './gzip-proof.js';
import { refuseInputs, stampOf, wholeInput, wholePlace, type WorksInput } from './named-works.js';
import { claimFolders, hasManifest, removeWork, WORK_FOLDER, type Claim } from './own-folders.js';
import { OwnedAddress } from './owned-address.js';
import { isAddress } from './places.js';
import { replaceFile } from './state-file.js';
import { makeBibliometrics } from './steps/bibliometrics.js';
import { makeComponents } from './steps/components.js';
import { makeCores } from './steps/cores.js';
import { readWorks } from './steps/inputs.js';
import { narrowToGiant } from './steps/giant.js';
import { GRAPH, OF_ALL_COMPONENTS } from './steps/graph-tables.js';
import { makeLabels } from './steps/labels.js';
import { makePageRanks } from './steps/pagerank.js';
import { makeDegrees, makeListed, makeNeighbours, makePairs } from './steps/pairs.js';
import { makeAuthors, makeAuthorships, makePapers, numberAll } from './steps/people.js';
import { makeAuthorMetrics, makeNetwork } from './steps/results.js';
import { spellingsOf } from './steps/spellings.js';
import { makeTriangles } from './steps/triangles.js';
import { MADE_TABLES, TABLES_FORMAT, TABLES_MANIFEST, type MadeTable, type PipelineParameters, type TablesManifest } from './tables.js';
import { Workspace, type StepReport } from './workspace.js';

export type { StepReport } from './workspace.js';
export type { WorksInput } from './named-works.js';

/** Everything as the metrics of a snapshot have it. */
export const DEFAULT_PARAMETERS: PipelineParameters = { counting: 'FULL', maxAuthors: null, yearFrom: null, yearTo: null, types: [], venues: [], fields: [], minStrength: 0, component: 'ALL', damping: 0.85, tolerance: 1e-10, labelRounds: 50 };

/** One more whenever a table on the way is made otherwise: a run that another version began is not continued. */
const STEPS_VERSION = 5;

export interface PipelineOptions {
  readonly inputs: readonly WorksInput[];
  /** Folder of the tables: a path, or an address that the engine writes to. */
  readonly out: string;
  /** Folder on this machine for the state and the manifest; `out` if absent, and to be named where that is an address. */
  readonly stateDir?: string;
  readonly parameters?: Partial<PipelineParameters>;
  /** Begin anew where tables of the pipeline are there; else what was begun is continued. */
  readonly restarts?: boolean;
  /** Whether whoever calls has claimed the folders already (`claimFor`). */
  readonly isClaimed?: boolean;
  readonly onStep?: (report: StepReport) => void;
}

export interface PipelineResult {
  readonly manifest: TablesManifest;
  /** Where the manifest lies. */
  readonly manifestFile: string;
}

/** @throws RangeError naming the parameter, its value, and what is accepted */
function checked(parameters: Partial<PipelineParameters>): PipelineParameters {
  const all = { ...DEFAULT_PARAMETERS, ...parameters };
  validateSpec({ ...DEFAULT_SPEC, counting: all.counting, maxAuthors: all.maxAuthors, yearFrom: all.yearFrom, yearTo: all.yearTo, minStrength: all.minStrength, component: all.component });
  if (!(all.damping >= 0 && all.damping <= 0.99)) throw new RangeError(`damping is ${all.damping}, but must be a number from 0 to 0.99`);
  if (!(all.tolerance >= 1e-15 && all.tolerance < 1)) throw new RangeError(`tolerance is ${all.tolerance}, but must be a number from 1e-15 to below 1`);
  if (!Number.isInteger(all.labelRounds) || all.labelRounds < 1 || all.labelRounds > 1000) throw new RangeError(`labelRounds is ${all.labelRounds}, but must be a whole number from 1 to 1000`);
  return { ...all, types: all.types.map(typeNamed) };
}

/** @throws RangeError for what is no type of papers */
function typeNamed(name: string): string {
  const found = PAPER_TYPES.find((type) => titleKey(type) === titleKey(name));
  if (found === undefined) throw new RangeError(`${JSON.stringify(name)} is no type of papers: name one of ${PAPER_TYPES.join(', ')}`);
  return found;
}

/** Names a run by all that its tables depend on. */
function fingerprintOf(engine: SqlEngine['dialect']['name'], parameters: PipelineParameters, inputs: readonly WorksInput[], out: string): string {
  return JSON.stringify({ format: TABLES_FORMAT, steps: STEPS_VERSION, engine, parameters, inputs: inputs.map(stampOf), ...(isAddress(out) && { out }) });
}

/**
 * The tables of an earlier run of the same works, with the same parameters on the same engine, where they are whole; null
 * where they are not. Of what a cluster looks at by itself (addresses, folders), the names of the works are the same: whether
 * they or the tables have changed there since can't be seen from this machine. O(files).
 * @throws RangeError for parameters that can't be meant
 */
export function finishedAlready(engine: SqlEngine['dialect']['name'], { inputs: named, out: place, stateDir = place, parameters = {} }: PipelineOptions): PipelineResult | null {
  const [inputs, out, state] = [named.map(wholeInput), wholePlace(place), wholePlace(stateDir)];
  const all = checked(parameters);
  const manifest = finishedTables({ out, stateDir: state, fingerprint: fingerprintOf(engine, all, inputs, out) });
  return manifest === null ? null : { manifest, manifestFile: path.join(state, TABLES_MANIFEST) };
}

/**
 * Looks at the parameters of a run and claims its folders, before anything is fetched into them: whoever does so lets go of them after the run.
 * @throws RangeError, TablesLockedError and EngineError as `claimFolders`
 */
export function claimFor({ inputs, out, stateDir = out, restarts = false, parameters = {} }: Pick<PipelineOptions, 'out' | 'stateDir' | 'restarts' | 'parameters'> & { readonly inputs: readonly string[] }): Claim {
  checked(parameters);
  return claimFolders({ out: wholePlace(out), stateDir: wholePlace(stateDir) }, inputs.filter((input) => !isAddress(input)), restarts);
}

/**
 * Makes all tables of the works. A run that was ended is taken up where it was, given the same inputs and parameters.
 * @throws RangeError for arguments that can't be meant, TablesLockedError where another process makes tables there,
 * EngineError where the engine, a file or a table fails
 */
export async function runPipeline(engine: SqlEngine, options: PipelineOptions): Promise<PipelineResult> {
  const parameters = checked(options.parameters ?? {});
  await refuseInputs(options.inputs);
  const claim = options.isClaimed === true ? null : claimFor({ ...options, inputs: options.inputs.flatMap(({ path: place, files }) => files ?? [place]) });
  try {
    return await makeTables(engine, parameters, options);
  } finally {
    claim?.release();
  }
}

/** Once a run, and told as a step, since of hundreds of gigabytes it takes a while. */
async function proveGzip(work: Workspace, inputs: readonly WorksInput[], onStep: PipelineOptions['onStep']): Promise<void> {
  const files = gzipFilesOf(inputs);
  if (files.length === 0) return;
  await work.remember('gzip files are whole', async () => {
    const started = performance.now();
    onStep?.({ name: 'gzip_proof', rows: null, milliseconds: 0, wasThere: false });
    await proveGzipFiles(files);
    onStep?.({ name: 'gzip_proof', rows: files.length, milliseconds: performance.now() - started, wasThere: false });
    return { files: files.length };
  });
}

async function makeTables(engine: SqlEngine, parameters: PipelineParameters, options: PipelineOptions): Promise<PipelineResult> {
  const { restarts = false, onStep } = options;
  const inputs = options.inputs.map(wholeInput);
  const out = wholePlace(options.out);
  const stateDir = wholePlace(options.stateDir ?? out);
  const manifestFile = path.join(stateDir, TABLES_MANIFEST);
  const statePlace = path.join(stateDir, WORK_FOLDER);
  const removeAllWork = (): void => [...new Set([stateDir, out])].filter((place) => !isAddress(place)).forEach(removeWork);
  if (restarts) {
    rmSync(manifestFile, { force: true });
    // Of an earlier run with its state elsewhere: it would tell of other tables than those that come.
    if (hasManifest(out)) rmSync(path.join(out, TABLES_MANIFEST), { force: true });
    removeAllWork();
  }
  const fingerprint = fingerprintOf(engine.dialect.name, parameters, inputs, out);
  const work = new Workspace(engine, MADE_TABLES, { out, stateDir: statePlace, fingerprint, ...(onStep && { onStep }) });
  const owned = new OwnedAddress(work, out);
  await owned.claim(restarts);
  await proveGzip(work, inputs, onStep);
  const leftOut = await readWorks(work, inputs);
  await engine.expectNames?.(work.rowsOf('mention_facts'));
  await numberAll(work);
  const repeated = await makeAuthorships(work, leftOut);
  const graph = parameters.component === 'GIANT' ? OF_ALL_COMPONENTS : GRAPH;
  const hyperAuthored = await makePapers(work, parameters, await spellingsOf(work, parameters), graph);
  await makeAuthors(work);
  await makeListed(work, graph);
  await makePairs(work, parameters, graph);
  await makeDegrees(work, graph);
  const components = await makeComponents(work, parameters, graph);
  if (parameters.component === 'GIANT') await narrowToGiant(work);
  await makeNeighbours(work);
  const pagerank = await makePageRanks(work, parameters);
  const cores = await makeCores(work);
  const labels = await makeLabels(work, parameters);
  work.drop('neighbours');
  await makeTriangles(work, parameters);
  await makeBibliometrics(work);
  await makeAuthorMetrics(work);
  await makeNetwork(work, hyperAuthored);
  const rows = Object.fromEntries(MADE_TABLES.map((name) => [name, work.rowsOf(name)])) as Record<MadeTable, number>;
  const files = Object.fromEntries(MADE_TABLES.map((name) => [name, work.filesOf(name)])) as TablesManifest['files'];
  const manifest: TablesManifest = { format: TABLES_FORMAT, engine: engine.dialect.name, parameters, rows, files, rounds: { components, pagerank, cores, labels: labels.rounds }, unsettledLabels: labels.unsettled, leftOut: { ...leftOut, repeated } };
  await owned.confirm();
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  noteFinished({ out, stateDir, fingerprint }, text);
  replaceFile(manifestFile, text);
  // Nothing is lost from here on: whole tables need no state.
  removeAllWork();
  return { manifest, manifestFile };
}
