/** A corpus as what is measured: the stored one, or a bibliography imported for the occasion. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectionTooLargeError } from '../../graph/projection.js';
import type { Projection } from '../../graph/types.js';
import type { GraphInUse } from '../../graphql/graph-in-use.js';
import { specInWords } from '../../graphql/downloads/scope-in-words.js';
import { edgelessGraph } from '../../snapshot/graphs.js';
import type { Snapshot } from '../../snapshot/types.js';
import { nameOf } from '../author-name.js';
import { dataDirOf, withCurrentSnapshot, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { graphAsJson, graphOf, type GraphOptions } from '../graph-options.js';
import { counted, uselessArguments } from '../import-report.js';
import type { Progress } from '../progress.js';
import type { Interruption } from './interruption.js';
import type { Subject } from './subject.js';

export interface CorpusRequest {
  /** The bibliography, folder or glob; null for the stored corpus. */
  readonly file: string | null;
  readonly format: string | null;
  /** Whether any metric needs the co-authorship graph and not the papers alone. */
  readonly needsProjection: boolean;
  readonly options: CorpusOptions & GraphOptions;
}

/** Measures the corpus: `use` gets it while its snapshot is open. @throws CliError where there is none, and whatever importing throws */
export async function withCorpusSubject<T>(request: CorpusRequest, progress: Progress, interruption: Interruption, use: (subject: Subject) => Promise<T>): Promise<T> {
  const { file, options } = request;
  if (file === null) return withSnapshot(options, async (snapshot) => use(await subjectOf(snapshot, dataDirOf(options), request, [])));
  return inTemporaryCorpus(file, request.format, progress, interruption, (dataDir, sentences) =>
    withCurrentSnapshot(dataDir, async (snapshot) => use(await subjectOf(snapshot, file, request, sentences))),
  );
}

async function inTemporaryCorpus<T>(
  file: string,
  format: string | null,
  progress: Progress,
  interruption: Interruption,
  use: (dataDir: string, sentences: readonly string[]) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coterie-metrics-'));
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  // However the process ends (an interruption, a closed pipe), nothing stays behind.
  process.once('exit', remove);
  try {
    interruption.endsAtOnce = true;
    // What reads every format is loaded where a file is to be read.
    const [{ importFiles }, { showImport }] = await Promise.all([import('../../snapshot/import.js'), import('../importing.js')]);
    const report = await importFiles([file], { dataDir, format, onProgress: (step) => showImport(progress, step) });
    interruption.endsAtOnce = false;
    const [reason, ...others] = uselessArguments(report);
    if (reason !== undefined) throw new CliError(reason, EXIT.usage, { others }, others);
    const problems = report.files.flatMap(({ problemCounts }) => Object.values(problemCounts)).reduce((sum, count) => sum + count, 0);
    return await use(dataDir, problems === 0 ? [] : [`${counted(problems, 'problem', 'problems')} in the files: \`coterie import\` lists them`]);
  } finally {
    interruption.endsAtOnce = false;
    process.off('exit', remove);
    remove();
  }
}

async function subjectOf(snapshot: Snapshot, name: string, { needsProjection, options }: CorpusRequest, sentences: readonly string[]): Promise<Subject> {
  const graph = await graphOf(options, snapshot);
  const { selection } = graph;
  const projected = needsProjection ? await projectionOf(snapshot, graph) : null;
  const refusal = projected instanceof ProjectionTooLargeError ? projected : null;
  const projection = projected === null || projected instanceof ProjectionTooLargeError ? null : projected;
  const edges = projection?.edgeCount ?? null;
  return {
    kind: 'CORPUS',
    name,
    input: {
      incidence: snapshot.incidence,
      selection,
      graph: projection ?? edgelessGraph(selection.nodes.length),
      ...(refusal ? { papersAsEdges: graph.spec.counting } : {}),
    },
    ...(refusal ? { edgesRefused: refusal.message } : {}),
    nodes: (from, to) => snapshot.records.authors([...selection.nodes.subarray(from, to)]).map((author) => ({ id: author.id, label: nameOf(author) })),
    facts: {
      nodes: selection.nodes.length, edges, papers: selection.keptPapers, hyperAuthoredExcluded: selection.hyperAuthoredExcluded,
      snapshot: snapshot.id, spec: graphAsJson(graph),
    },
    sentences: [
      `a corpus of ${counted(selection.keptPapers, 'paper', 'papers')}, ${counted(selection.nodes.length, 'author', 'authors')}${edges === null ? '' : `, ${counted(edges, 'collaboration', 'collaborations')}`}`,
      `graph: ${specInWords(graph)}; snapshot ${snapshot.id}`,
      ...(selection.hyperAuthoredExcluded > 0 ? [`${counted(selection.hyperAuthoredExcluded, 'paper has', 'papers have')} more authors than --max-authors and were left out`] : []),
      ...(refusal ? ['its collaborations are too many to be paired off: what can be is computed from the papers themselves'] : []),
      ...sentences,
    ],
  };
}

/** The projection, or why it is refused, where papers can stand in for its edges. With a minStrength they do not tell which there are. */
async function projectionOf(snapshot: Snapshot, { spec }: GraphInUse): Promise<Projection | ProjectionTooLargeError> {
  try {
    return await snapshot.analytics.projection(spec, { waitMs: Infinity });
  } catch (error) {
    if (error instanceof ProjectionTooLargeError && spec.minStrength === 0) return error;
    throw error;
  }
}
