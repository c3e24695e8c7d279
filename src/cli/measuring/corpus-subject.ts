/** A corpus as what is measured: the stored one, or a bibliography imported for the occasion. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edgelessGraph } from '../../snapshot/graphs.js';
import { importFiles } from '../../snapshot/import.js';
import type { Snapshot } from '../../snapshot/types.js';
import { nameOf } from '../author-name.js';
import { dataDirOf, withCurrentSnapshot, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { graphAsJson, graphOf, type GraphOptions } from '../graph-options.js';
import { counted, uselessArguments } from '../import-report.js';
import { showImport } from '../importing.js';
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
  const projection = needsProjection ? await snapshot.analytics.projection(graph.spec, { waitMs: Infinity }) : edgelessGraph(selection.nodes.length);
  const edges = needsProjection ? projection.edgeCount : null;
  return {
    kind: 'CORPUS',
    name,
    input: { incidence: snapshot.incidence, selection, graph: projection },
    nodes: (from, to) => snapshot.records.authors([...selection.nodes.subarray(from, to)]).map((author) => ({ id: author.id, label: nameOf(author) })),
    facts: {
      nodes: selection.nodes.length, edges, papers: selection.keptPapers, hyperAuthoredExcluded: selection.hyperAuthoredExcluded,
      snapshot: snapshot.id, spec: graphAsJson(graph),
    },
    sentences: [
      `a corpus of ${counted(selection.keptPapers, 'paper', 'papers')}, ${counted(selection.nodes.length, 'author', 'authors')}${edges === null ? '' : `, ${counted(edges, 'collaboration', 'collaborations')}`}`,
      ...(selection.hyperAuthoredExcluded > 0 ? [`${counted(selection.hyperAuthoredExcluded, 'paper has', 'papers have')} more authors than --max-authors and were left out`] : []),
      ...sentences,
    ],
  };
}
