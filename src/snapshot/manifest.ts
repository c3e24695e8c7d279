/** What the manifest of a snapshot says of it. */
import type { GroupMode, VersionMode } from '../corpus/choices.js';
import type { GraphSpec } from '../graph/types.js';
import type { IdentityMode } from '../identity/mode.js';
import type { KernelOutput, Parameters } from '../metrics/metric.js';

export interface SnapshotCounts {
  readonly papers: number;
  readonly authors: number;
  readonly authorships: number;
  /** Pairs of authors with at least one paper in common under the default spec; null where they were too many to be counted. */
  readonly collaborations: number | null;
  readonly components: number;
  readonly largestComponent: number;
  /** Records read into the corpus, before records of one paper were merged. */
  readonly records: number;
  readonly problems: number;
  readonly papersWithIncompleteAuthorList: number;
}

export interface Manifest {
  readonly formatVersion: number;
  /** Hash of what it was made from: corpora that are equal in content, files and order of arrival give equal ids under one version of the builder; tables, under one of the packer. */
  readonly id: string;
  /** ISO instant of the build: not part of the id. */
  readonly builtAt: string;
  readonly product: string;
  readonly counts: SnapshotCounts;
  /** How far resolution went. Snapshots of builders before this was a choice have none: they are IDS_ONLY (readManifest says so). Null: packed from works that do not tell it. */
  readonly identityMode: IdentityMode | null;
  /** How preprints and published versions were counted; null as with identityMode. */
  readonly versionMode: VersionMode | null;
  /** Whether groups are authors. */
  readonly groupMode: GroupMode;
  /** The spec whose projection and metrics are stored. */
  readonly defaultSpec: GraphSpec;
  /** Metrics of the default spec stored in metrics.bin, with how each was made. */
  readonly storedMetrics: readonly StoredMetric[];
  /** What stored metrics were computed from; absent in snapshots of earlier builders, of which nothing is carried over. */
  readonly graphDigests?: GraphDigests;
  /** sha256 per file of the directory. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** sha256 of the manifest without this field; undefined in snapshots of builders before it was written. */
  readonly checksum?: string;
}

/** Names of the default graph by its content (graph/digest.ts): metrics hold where these are the same. */
export interface GraphDigests {
  /** Of the stored projection; null where none is stored. */
  readonly collaborations: string | null;
  /** Of papers, their facts and authors. */
  readonly papers: string;
}

export interface StoredMetric extends Omit<KernelOutput, 'values' | 'normalized'> {
  readonly id: string;
  readonly parameters: Parameters;
}
