/** From records to papers: duplicates found, each paper's records merged, one at a time and in order of first arrival. */
import { authorKeysOf } from '../corpus/duplicates-authors.js';
import { disputedIds, findDuplicates, type PaperClusters } from '../corpus/duplicates.js';
import { versionModeOf } from '../corpus/choices.js';
import type { PublicationStage } from '../corpus/duplicates-ids.js';
import { mergeRecords, type MergedPaper } from '../corpus/merge.js';
import { stageOfRecord } from '../corpus/merge-preference.js';
import { withoutRepetitions } from '../corpus/repeated-authors.js';
import type { DuplicateJoin, RecordHead } from '../corpus/record-head.js';
import type { CorpusStore } from '../corpus/store.js';
import { comparedTitle } from '../corpus/stated-titles.js';
import { separateVersions } from '../corpus/version-parts.js';
import { importProblem } from '../sources/problems.js';
import type { ImportProblem } from '../records/record.js';

const NO_VERSIONS: ReadonlyMap<number, readonly number[]> = new Map();

export interface AssembledPaper {
  readonly paper: MergedPaper;
  /** Why its records were judged to be one paper; empty for a single record. */
  readonly mergeReasons: readonly string[];
  /** Indices of the papers that are other versions of it; empty where versions are counted together. */
  readonly otherVersions: readonly number[];
}

export interface AssembledPapers {
  readonly paperCount: number;
  readonly recordCount: number;
  /**
   * What deciding could not settle (ids claimed by different papers, titles too common to compare), joined while the
   * papers are streamed by people listed twice on one of them.
   */
  readonly problems: readonly ImportProblem[];
  /** Streams the papers; each call reads the corpus anew. */
  papers(): Generator<AssembledPaper>;
}

/** Decides which records are one paper. Memory: the heads of all records; papers themselves are streamed. */
export function assemblePapers(store: CorpusStore): AssembledPapers {
  const recordIds: number[] = [];
  const heads: RecordHead[] = [];
  const stages: PublicationStage[] = [];
  for (const { id, record } of store.papers()) {
    recordIds.push(id);
    stages.push(stageOfRecord(record));
    heads.push({
      index: heads.length,
      externalIds: record.externalIds,
      titleKey: comparedTitle(record),
      year: record.date?.year ?? null,
      authorKeys: authorKeysOf(record.mentions),
      authorListComplete: record.authorListComplete,
      ...(record.relatedIds === undefined ? {} : { relatedIds: record.relatedIds }),
    });
  }
  const found = findDuplicates(heads);
  const disputed = disputedIds(found);
  const mode = versionModeOf(store);
  const parts = mode === 'SEPARATE' ? separateVersions(found, (record) => stages[record]) : { ...found, otherVersions: NO_VERSIONS };
  const clusters = { ...found, clusterOf: parts.clusterOf, clusterCount: parts.clusterCount };
  const members = membersOfSharedClusters(clusters);
  const reasons = reasonsByCluster(clusters);
  const problems = undecided(clusters, (record) => store.paper(recordIds[record]).source.file);
  return {
    paperCount: clusters.clusterCount,
    recordCount: heads.length,
    problems,
    *papers() {
      let index = 0;
      let nextCluster = 0;
      for (const { record } of store.papers()) {
        const cluster = clusters.clusterOf[index++];
        if (cluster !== nextCluster) continue;
        nextCluster += 1;
        const others = members.get(cluster) ?? [];
        const records = [record, ...others.slice(1).map((member) => store.paper(recordIds[member]))];
        const paper = mergeRecords(records, disputed, mode === 'TOGETHER');
        const { mentions, repeated } = withoutRepetitions(paper.mentions);
        problems.push(...repeated.map(({ rawName }) => repeatedAuthor(paper, rawName)));
        yield { paper: { ...paper, mentions }, mergeReasons: reasons.get(cluster) ?? [], otherVersions: parts.otherVersions.get(cluster) ?? [] };
      }
    },
  };
}

function repeatedAuthor({ key, sources }: MergedPaper, name: string): ImportProblem {
  const [{ source }] = sources;
  return importProblem({
    file: source.file, line: source.line, byte: source.byte, record: key, kind: 'REPEATED_AUTHOR', field: 'authors', value: name,
    reason: 'The paper lists a person twice, by name and by id; the second mention was left out.',
  });
}

/** Records per cluster, for clusters of two or more. */
function membersOfSharedClusters({ clusterOf, clusterCount }: PaperClusters): Map<number, number[]> {
  const size = new Uint32Array(clusterCount);
  for (const cluster of clusterOf) size[cluster] += 1;
  const members = new Map<number, number[]>();
  clusterOf.forEach((cluster, record) => {
    if (size[cluster] < 2) return;
    const known = members.get(cluster);
    if (known) known.push(record);
    else members.set(cluster, [record]);
  });
  return members;
}

function reasonsByCluster({ clusterOf, joins }: PaperClusters): Map<number, string[]> {
  const reasons = new Map<number, string[]>();
  for (const join of joins) {
    // Versions counted apart were found to belong together, but are not one paper.
    if (clusterOf[join.record] !== clusterOf[join.joinedTo]) continue;
    const cluster = clusterOf[join.record];
    const said = reasons.get(cluster) ?? [];
    const reason = reasonText(join);
    if (!said.includes(reason)) reasons.set(cluster, [...said, reason]);
  }
  return reasons;
}

function reasonText({ reason }: DuplicateJoin): string {
  if (reason.kind === 'DOI_VERSION') return `its DOI is another version of doi:${reason.value}`;
  if (reason.kind === 'RELATED_ID') return `a record states that ${reason.scheme}:${reason.value} is another version of its paper`;
  return reason.kind === 'SHARED_ID'
    ? `same ${reason.scheme}: ${reason.value}`
    : 'same normalised title, compatible authors and year';
}

function undecided({ conflicts, oversizedTitles }: PaperClusters, fileOf: (record: number) => string): ImportProblem[] {
  return [
    ...conflicts.map(({ record, scheme, value }) =>
      importProblem({
        file: fileOf(record), kind: 'SHARED_ID_DIFFERENT_TITLES', field: scheme, value,
        reason: `Two records claim ${scheme}:${value} under entirely different titles; they were kept as two papers.`,
      }),
    ),
    ...oversizedTitles.map((title) =>
      importProblem({
        file: '', kind: 'TITLE_TOO_COMMON', field: 'title', value: title.titleKey,
        reason: `${title.records} records share this title; not every pair was compared, so some duplicates may remain.`,
      }),
    ),
  ];
}
