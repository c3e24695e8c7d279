/**
 * The text of a manifest, which may have been written by anybody: nothing of it is used that is not as the type says. What
 * is wrong is told without a remedy, which is another for what lies here and for what lies at a target.
 */
import { createHash } from 'node:crypto';
import { GROUP_MODES, VERSION_MODES } from '../corpus/choices.js';
import { COUNTINGS, type GraphSpec } from '../graph/types.js';
import { IDENTITY_MODES } from '../identity/mode.js';
import { COUNT, every, ifThere, INTEGER, list, NUMBER, oneOf, orNull, POSITIVE, record, TEXT, TRUTH, written, type Shape } from '../records/shapes.js';
import type { GraphDigests, Manifest, SnapshotCounts, StoredMetric } from './manifest.js';

/** Version of the directory's format. Raised with every change that an older reader would misread. */
export const SNAPSHOT_FORMAT = 2;
/** That of a directory whose arrays are in more files than there are kinds, which older programs look for in vain. */
export const SHARDED_FORMAT = 3;
/** That of a directory with an array in parts, which programs that know shards take for one that two of them hold. */
export const PARTED_FORMAT = 4;

/** A text that is no manifest of this program's. */
export class ManifestFault extends Error {
  override readonly name: string = 'ManifestFault';

  constructor(
    /** What is wrong, to be read after the place of the manifest. */
    readonly what: string,
    /** The same without what stands there. */
    readonly inBrief: string = what,
  ) {
    super(`a manifest ${what}`);
  }
}

/** The manifest of a snapshot in another format. */
export class FormatFault extends ManifestFault {
  override readonly name = 'FormatFault';

  constructor(readonly found: number) {
    super(`has snapshot format ${found}, this program reads ${found < SNAPSHOT_FORMAT ? `format ${SNAPSHOT_FORMAT}` : `formats ${SNAPSHOT_FORMAT} to ${PARTED_FORMAT}`}`);
  }

  get isOlder(): boolean {
    return this.found < SNAPSHOT_FORMAT;
  }
}

const INSTANT = written('an instant', (text) => !Number.isNaN(Date.parse(text)));
const SHA256 = written('a sha256', (text) => /^[\da-f]{64}$/.test(text));
const PARAMETER: Shape<number | string | boolean> = {
  faultOf: (value, at) => (['number', 'string', 'boolean'].includes(typeof value) ? null : `${NUMBER.faultOf(value, at)}, a text, or true or false`),
};

/** What every format has. */
const NUMBERED = record<Pick<Manifest, 'formatVersion'>>({ formatVersion: POSITIVE });

const MANIFEST = record<Manifest>({
  formatVersion: POSITIVE,
  id: written('the id of a snapshot', (text) => isSnapshotId(text)),
  builtAt: INSTANT,
  product: TEXT,
  counts: record<SnapshotCounts>({
    papers: COUNT, authors: COUNT, authorships: COUNT, collaborations: orNull(COUNT), components: COUNT, largestComponent: COUNT,
    records: COUNT, problems: COUNT, papersWithIncompleteAuthorList: COUNT,
  }),
  // Absent in snapshots of builders before these were choices.
  identityMode: orNull(ifThere(oneOf(IDENTITY_MODES)) as Shape<Manifest['identityMode']>),
  versionMode: orNull(ifThere(oneOf(VERSION_MODES)) as Shape<Manifest['versionMode']>),
  groupMode: orNull(ifThere(oneOf(GROUP_MODES))) as Shape<Manifest['groupMode']>,
  defaultSpec: record<GraphSpec>({
    counting: oneOf(COUNTINGS), maxAuthors: orNull(COUNT), yearFrom: orNull(INTEGER), yearTo: orNull(INTEGER), types: list(COUNT), venues: list(COUNT),
    fields: list(COUNT), minStrength: NUMBER, component: oneOf(['ALL', 'GIANT']), componentOf: orNull(COUNT),
  }),
  storedMetrics: list(record<StoredMetric>({
    id: TEXT, parameters: every(PARAMETER), method: oneOf(['EXACT', 'SAMPLED', 'SKETCHED']), iterations: orNull(COUNT), converged: orNull(TRUTH),
    errorBound: orNull(NUMBER), standardError: ifThere(NUMBER),
  })),
  graphDigests: ifThere(record<GraphDigests>({ collaborations: orNull(TEXT), papers: TEXT })),
  files: every(record({ bytes: COUNT, sha256: SHA256 })),
  checksum: ifThere(SHA256),
});

/** Whether a name may be the id of a snapshot. */
export const isSnapshotId = (name: string): boolean => /^[a-z0-9]{8,64}$/.test(name);

/** The manifest in a text, proved by its checksum where it has one. O(text) @throws ManifestFault, FormatFault */
export function manifestIn(text: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch (error) {
    throw new ManifestFault(`can't be read (${(error as Error).message})`, 'can\'t be read');
  }
  // What another format has is for others to know.
  const foreign = NUMBERED.faultOf(manifest, '');
  if (foreign !== null) throw notOne(foreign);
  if (manifest.formatVersion < SNAPSHOT_FORMAT || manifest.formatVersion > PARTED_FORMAT) throw new FormatFault(manifest.formatVersion);
  if (manifest.checksum !== undefined && manifest.checksum !== manifestChecksum(manifest)) throw new ManifestFault('differs from what was written (its checksum is another)');
  const fault = MANIFEST.faultOf(manifest, '');
  if (fault !== null) throw notOne(fault);
  return { ...manifest, identityMode: orElse(manifest.identityMode, 'IDS_ONLY'), versionMode: orElse(manifest.versionMode, 'TOGETHER'), groupMode: manifest.groupMode ?? 'OUT' };
}

const notOne = (fault: string): ManifestFault => new ManifestFault(`is not the manifest of a snapshot (${fault.replace(/^ is/, 'it is')})`, 'is not the manifest of a snapshot');

/** What stands for a choice that is absent; null says that nobody knows it. */
function orElse<T>(said: T | undefined, choice: T): T {
  return said === undefined ? choice : said;
}

/** sha256 of what a manifest says, but for this checksum itself. */
export function manifestChecksum({ checksum: _checksum, ...said }: Manifest): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
