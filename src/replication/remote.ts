/** What a store says of its snapshots: which is current, what their manifests describe. */
import { FILES, isSnapshotId, ORDER_FILE } from '../snapshot/layout.js';
import { FormatFault, ManifestFault, manifestIn } from '../snapshot/manifest-text.js';
import type { Manifest } from '../snapshot/types.js';
import { OtherFormatError, ReplicationError } from './errors.js';
import type { Store } from './store.js';

export const POINTER = 'snapshots/current';
export const MANIFEST = 'manifest.json';

/** The path of a snapshot's file in a store. */
export const remotePath = (name: string, file: string): string => `snapshots/${name}/${file}`;

/** Whether a text may be the name of a snapshot's directory. */
export const isSnapshotName = (name: string): boolean => isSnapshotId(idOf(name));

/** The id of the snapshot in a directory of this name. */
export const idOf = (name: string): string => name.replace(/-\d+$/, '');

export interface RemoteSnapshot {
  readonly name: string;
  /** As it stands there. */
  readonly text: string;
  readonly manifest: Manifest & { readonly checksum: string };
}

/** Name of the current snapshot; null where there is none. @throws ReplicationError */
export async function remoteCurrent(store: Store): Promise<string | null> {
  const name = (await store.text(POINTER))?.trim() ?? null;
  if (name !== null && !isSnapshotName(name)) throw new ReplicationError('DAMAGED', `${POINTER} of ${store.title} holds ${JSON.stringify(name.slice(0, 40))}, not the name of a snapshot: is this the right target? \`coterie snapshot push\` writes it anew`);
  return name;
}

/** What a store points to, in a text that is another as soon as the pointer or the manifest is; null where there is no pointer. @throws ReplicationError */
export async function remoteState(store: Store): Promise<string | null> {
  const name = await remoteCurrent(store);
  return name === null ? null : `${name}\n${(await store.text(remotePath(name, MANIFEST))) ?? ''}`;
}

/** A snapshot that is whole by its manifest; null where that is not there, as of one that is still being pushed. @throws ReplicationError for a manifest that can't be used */
export async function remoteSnapshot(store: Store, name: string): Promise<RemoteSnapshot | null> {
  const text = await store.text(remotePath(name, MANIFEST));
  if (text === null) return null;
  const manifest = provedIn(text, `${remotePath(name, MANIFEST)} of ${store.title}`);
  if (manifest.id !== idOf(name)) throw new ReplicationError('DAMAGED', `${remotePath(name, MANIFEST)} of ${store.title} is that of the snapshot ${manifest.id}: push it again`);
  return { name, text, manifest };
}

/** The manifest in a text of a store, proved by its checksum. @throws ReplicationError, OtherFormatError */
function provedIn(text: string, title: string): RemoteSnapshot['manifest'] {
  try {
    return usable(manifestIn(text), title);
  } catch (error) {
    if (error instanceof FormatFault) throw new OtherFormatError(`${title} ${error.what}: ${error.isOlder ? 'push a snapshot there by a program of this version' : 'fetch it by a program as new as the one that wrote it'}`);
    if (error instanceof ManifestFault) throw new ReplicationError('DAMAGED', `${title} ${error.what}: push the snapshot again`, `${title} ${error.inBrief}: push the snapshot again`);
    throw error;
  }
}

/** A manifest that can be sent elsewhere: it proves itself, and names nothing but files of its own directory. @throws ReplicationError */
export function usable(manifest: Manifest, title: string): RemoteSnapshot['manifest'] {
  const { checksum, files } = manifest;
  if (checksum === undefined) throw new ReplicationError('DAMAGED', `${title} has no checksum of itself, being of an older program: build the snapshot anew with \`coterie repair\` where its corpus is`);
  const strange = Object.keys(files).find((name) => !/^[a-z\d][\w.-]{0,99}$/i.test(name) || name === MANIFEST || name === ORDER_FILE);
  if (strange !== undefined) throw new ReplicationError('DAMAGED', `${title} names the file ${JSON.stringify(strange)}, which can't be one of a snapshot: is this the right target?`);
  const missing = Object.values(FILES).find((name) => files[name] === undefined);
  if (missing !== undefined) throw new ReplicationError('DAMAGED', `${title} does not describe ${missing}: push the snapshot again`);
  return { ...manifest, checksum };
}

/** Bytes of all files together. */
export function bytesOf({ files }: Manifest): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The place in the order of publications that a store notes of a snapshot; 0 where it notes none. */
export async function remoteOrder(store: Store, name: string): Promise<number> {
  const order = Number((await store.text(remotePath(name, ORDER_FILE))) ?? 0);
  return Number.isSafeInteger(order) ? order : 0;
}
