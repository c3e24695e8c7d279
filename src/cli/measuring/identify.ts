/** Whether a file is a network or a bibliography. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { openNetworkFile, type NetworkFile } from '../../networks/file.js';
import type { NetworkFormat } from '../../networks/network.js';
import { detectNetwork, NETWORK_FORMATS } from '../../networks/registry.js';
import { SOURCES } from '../../sources/registry.js';
import { CliError, EXIT } from '../errors.js';

export type Identified =
  | { readonly kind: 'NETWORK'; readonly opened: NetworkFile; readonly format: NetworkFormat }
  /** `file` is null for the stored corpus. */
  | { readonly kind: 'CORPUS'; readonly file: string | null; readonly format: string | null };

/** `--format` and the names of all formats: of networks, then of bibliographies. */
const FORMAT_IDS: readonly string[] = [...NETWORK_FORMATS, ...SOURCES].map(({ id }) => id);

/** The format of `--format`, or null where the content decides. @throws CliError (usage) where there is none of that id */
function insistedFormat(format: string | undefined): NetworkFormat | string | null {
  if (format === undefined) return null;
  const network = NETWORK_FORMATS.find(({ id }) => id === format);
  if (network !== undefined) return network;
  if (SOURCES.some(({ id }) => id === format)) return format;
  throw new CliError(`there is no format "${format}"; the formats are ${FORMAT_IDS.join(', ')}`, EXIT.usage, { argument: 'format', value: format });
}

/**
 * Tells what a file is, by `--format` or by its content and name; folders and globs are bibliographies.
 * @throws CliError (usage) where the file does not exist or is nothing that can be read; RangeError for an empty file
 */
export async function identify(file: string | undefined, format: string | undefined): Promise<Identified> {
  const insisted = insistedFormat(format);
  if (file === undefined) {
    if (insisted !== null) throw new CliError('--format says how FILE is read, but no FILE is given', EXIT.usage);
    return { kind: 'CORPUS', file: null, format: null };
  }
  const about = await stat(file).catch(() => null);
  if (about === null && !/[*?[{]/.test(file)) throw new CliError(`there is no file ${file}`, EXIT.usage, { argument: 'file', value: file });
  if (about?.isFile() !== true || typeof insisted === 'string') {
    if (insisted !== null && typeof insisted !== 'string') throw new CliError(`${file} is no file, and only a file can be read as ${insisted.title}`, EXIT.usage);
    return { kind: 'CORPUS', file, format: insisted };
  }
  const opened = await openNetworkFile(file);
  if (insisted !== null) return { kind: 'NETWORK', opened, format: insisted };
  const network = detectNetwork(opened.head, basename(file));
  const source = Math.max(...SOURCES.map((each) => each.detect(opened.head, basename(file))));
  if (network !== null && network.sure >= source) return { kind: 'NETWORK', opened, format: network.format };
  if (source > 0) return { kind: 'CORPUS', file, format: null };
  throw new CliError(`${file} looks like no network and no bibliography: name its format with --format (${FORMAT_IDS.join(', ')})`, EXIT.usage, { argument: 'file', value: file });
}
