/**
 * Changing the ledger: one statement or several, or taking one back, as the one writer of the corpus; then the snapshot
 * that follows, and what it changed. The same code serves the command line and the API's mutations.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ComputePool } from '../compute/pool.js';
import type { CorpusStore } from '../corpus/store.js';
import { contradictionAmong } from '../records/ledger-contradictions.js';
import type { LedgerEffects } from '../records/ledger-effects.js';
import type { LedgerEntry } from '../records/ledger-entry.js';
import { Capacity } from './capacity.js';
import { buildSnapshot, entriesInForce, snapshotIdOf } from './build.js';
import { refresh, usableSnapshot, withCorpus, type ImportOptions } from './import.js';
import type { ImportProblem } from '../records/record.js';
import { ledgerEffects } from './ledger-effects.js';
import { LEDGER_KINDS } from './ledger-problems.js';
import { snapshotsDir } from './layout.js';
import { pendingStatements } from './pending-statements.js';
import { openSnapshot, type OpenedSnapshot } from './open.js';
import { removeOutdated } from './old-snapshots.js';
import { BUILDING_PREFIX } from './publish.js';
import type { Manifest, Snapshot } from './types.js';

/** What is to become of the ledger. */
export type LedgerChange =
  | { readonly kind: 'STATE'; readonly entries: readonly LedgerEntry[] }
  | { readonly kind: 'UNDO'; readonly id: string; readonly who: string; readonly why: string };

export interface CurationOptions extends Pick<ImportOptions, 'dataDir' | 'onProgress' | 'threads' | 'beforeChange' | 'onMigrated'> {
  /** Build what would follow, tell it, and change nothing. */
  readonly dryRun?: boolean;
}

/** What became of each statement. */
export type CurationOutcome = 'added' | 'restored' | 'unchanged' | 'revoked';

export interface CurationReport {
  /** The entries concerned, as the ledger has them: of a statement that was there before in other words, the earlier one. */
  readonly entries: ReadonlyArray<{ readonly entry: LedgerEntry; readonly outcome: CurationOutcome }>;
  /** The snapshot that is current now (dry run: that would be); null where the corpus is empty. */
  readonly manifest: Manifest | null;
  readonly snapshotBuilt: boolean;
  /** Null where nothing changed, or there was no snapshot before. */
  readonly effects: LedgerEffects | null;
  /** What could not be done of these entries. */
  readonly problems: readonly ImportProblem[];
}

/** A statement that can't hold beside one in force, or an entry that is not there to be taken back. */
export class LedgerChangeError extends Error {
  override readonly name = 'LedgerChangeError';
  constructor(
    message: string,
    readonly kind: 'CONTRADICTION' | 'UNKNOWN_ENTRY',
    /** The entry in force that stands against it, or the id that is unknown. */
    readonly entryId: string,
  ) {
    super(message);
  }
}

/**
 * Changes the ledger, all or nothing, and publishes the snapshot that follows. Repeating a change changes nothing.
 * @throws LedgerChangeError, CorpusLockedError, DatabaseError
 */
export function curate(change: LedgerChange, options: CurationOptions): Promise<CurationReport> {
  return withCorpus(options.dataDir, async (store) => {
    const wasCurrent = usableSnapshot(options.dataDir);
    // What an interrupted import read is in the corpus, but in no snapshot yet.
    const isBehind = wasCurrent !== null && wasCurrent.manifest.id !== snapshotIdOf(store);
    const entries = planned(store, change);
    // A change that was interrupted after it was written is completed by repeating it, and its effects are told then.
    const pending = isBehind && entries.some(({ outcome }) => outcome === 'unchanged') ? await pendingIn(store, options, wasCurrent.name) : new Set<string>();
    const written = entries.filter(({ outcome }) => outcome !== 'unchanged').map(({ entry }) => entry);
    const changed = entries.filter(({ entry, outcome }) => outcome !== 'unchanged' || pending.has(entry.id)).map(({ entry }) => entry);
    const followUp = async (name: string, manifest: Manifest): Promise<Told> => {
      const { effects, problems } = await comparedWith(options, wasCurrent?.name ?? null, name, changed, entries.map(({ entry }) => entry.id));
      const note = 'The snapshot before was without records that had been read since; they are part of the difference.';
      return { problems, effects: effects && { ...effects, snapshotAfter: manifest.id, notes: isBehind ? [...effects.notes, note] : effects.notes } };
    };
    if (options.dryRun === true) return { entries, ...(await tried(store, options, written, change.kind, followUp)) };
    options.beforeChange?.();
    if (written.length > 0) store.transaction(() => write(store, change, entries));
    const { manifest, snapshotBuilt } = await refresh(store, options);
    const current = usableSnapshot(options.dataDir);
    if (current === null || manifest === null) return { entries, manifest, snapshotBuilt, ...NOTHING_TOLD };
    const told = await followUp(current.name, manifest);
    for (const entry of told.effects === null ? [] : changed) store.curated.setEffects(entry.id, change.kind === 'UNDO' ? 'undo_effects' : 'effects', told.effects as LedgerEffects);
    // What was suppressed must not lie about in the snapshot before.
    removeOutdated(store, options.dataDir, current.name);
    return { entries, manifest, snapshotBuilt, ...told };
  }, options.onMigrated);
}

type Told = Pick<CurationReport, 'effects' | 'problems'>;

const NOTHING_TOLD: Told = { effects: null, problems: [] };

/** A server changes its ledger in a thread that ends with the change: nothing would be left in it that unmaps. */
const IN_A_THREAD = { arraysInMemory: Infinity } as const;

type Planned = CurationReport['entries'][number];

/** What is to become of each statement. @throws LedgerChangeError */
function planned(store: CorpusStore, change: LedgerChange): Planned[] {
  if (change.kind === 'UNDO') {
    const known = store.ledger().find(({ entry }) => entry.id === change.id);
    if (known === undefined) throw new LedgerChangeError(`no entry of the ledger has the id ${change.id}`, 'UNKNOWN_ENTRY', change.id);
    return [{ entry: known.entry, outcome: known.revokedAt === null ? 'revoked' : 'unchanged' }];
  }
  const revoked = new Set(store.ledger().filter(({ revokedAt }) => revokedAt !== null).map(({ entry }) => entry.id));
  const plans = change.entries.map((entry): Planned => {
    const same = store.curated.withClaimOf(entry);
    if (same !== null) return { entry: same.entry, outcome: 'unchanged' };
    return { entry, outcome: revoked.has(entry.id) ? 'restored' : 'added' };
  });
  const added = plans.filter(({ outcome }) => outcome !== 'unchanged').map(({ entry }) => entry);
  const contradiction = added.length === 0 ? null : contradictionAmong([...entriesInForce(store), ...added]);
  if (contradiction !== null) {
    const isNew = (id: string): boolean => added.some((entry) => entry.id === id);
    // Older contradictions in the ledger, from files, are told as problems of the snapshot; they don't forbid anything new.
    const { entry, other, reason } = contradiction;
    if (isNew(entry.id) || isNew(other.id)) {
      const against = isNew(entry.id) ? other : entry;
      throw new LedgerChangeError(`this contradicts the entry ${against.id} (${against.op}, ${against.who}, ${against.when}), as ${reason}: undo that entry first`, 'CONTRADICTION', against.id);
    }
  }
  return plans;
}

function write(store: CorpusStore, change: LedgerChange, entries: readonly Planned[]): void {
  if (change.kind === 'UNDO') store.curated.revoke(change.id, change);
  else for (const { entry, outcome } of entries) if (outcome !== 'unchanged') store.curated.put(null, entry);
}

async function pendingIn(store: CorpusStore, { dataDir }: CurationOptions, served: string): Promise<Set<string>> {
  const pool = new ComputePool({ threads: 1 });
  try {
    const opened = await openSnapshot(join(snapshotsDir(dataDir), served), new Capacity(pool, IN_A_THREAD));
    try {
      return pendingStatements(store.ledger(), opened.snapshot.records.ledger());
    } finally {
      opened.close();
    }
  } finally {
    await pool.close();
  }
}

/** Builds what would follow beside the current snapshot, and removes it again. */
async function tried(
  store: CorpusStore,
  options: CurationOptions,
  changed: readonly LedgerEntry[],
  kind: LedgerChange['kind'],
  followUp: (name: string, manifest: Manifest) => Promise<Told>,
): Promise<Omit<CurationReport, 'entries'>> {
  const current = usableSnapshot(options.dataDir);
  if (current === null || changed.length === 0) return { manifest: current?.manifest ?? null, snapshotBuilt: false, ...NOTHING_TOLD };
  const ids = new Set(changed.map(({ id }) => id));
  const ledger = kind === 'UNDO' ? entriesInForce(store).filter(({ id }) => !ids.has(id)) : [...entriesInForce(store), ...changed];
  const name = `${BUILDING_PREFIX}trial-${process.pid}`;
  const dir = join(snapshotsDir(options.dataDir), name);
  rmSync(dir, { recursive: true, force: true });
  try {
    const { manifest } = await buildSnapshot(store, dir, current.manifest.id, {
      ledger,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      onProgress: (phase, share) => options.onProgress?.({ phase, share }),
    });
    return { manifest, snapshotBuilt: false, ...(await followUp(name, manifest)) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What the snapshot `after` tells of these entries, and how it differs from `before`, where there is one and anything changed. */
async function comparedWith({ dataDir, threads }: CurationOptions, before: string | null, after: string, changed: readonly LedgerEntry[], ids: readonly string[]): Promise<Told> {
  const pool = new ComputePool(threads === undefined ? {} : { threads });
  const opened: OpenedSnapshot[] = [];
  const open = async (name: string): Promise<Snapshot> => {
    const one = await openSnapshot(join(snapshotsDir(dataDir), name), new Capacity(pool, IN_A_THREAD));
    opened.push(one);
    return one.snapshot;
  };
  try {
    const is = await open(after);
    const effects = before === null || changed.length === 0 ? null : await ledgerEffects(await open(before), is, changed);
    return { effects, problems: problemsOf(is, new Set(ids)) };
  } finally {
    for (const each of opened) each.close();
    await pool.close();
  }
}

function problemsOf({ records }: Snapshot, ids: ReadonlySet<string>): ImportProblem[] {
  const kinds = records.problemCounts().filter(({ kind }) => LEDGER_KINDS.has(kind));
  return kinds.flatMap(({ kind, count }) => records.problems({ kind, offset: 0, limit: count })).filter(({ record }) => record !== null && ids.has(record));
}
