/** What openExport writes, in one piece. */
import { encoded } from '../../src/exports/chunks.js';
import type { ExportInput } from '../../src/exports/format.js';
import { openExport } from '../../src/exports/open-export.js';
import { exportFormat } from '../../src/exports/registry.js';
import { SAMPLE } from './sample-network.js';

export async function bytesOf(id: string, part: string | null = null, input: ExportInput = { network: SAMPLE }): Promise<Uint8Array> {
  const format = exportFormat(id);
  if (format === undefined) throw new Error(`no format ${id}`);
  const pieces: Uint8Array[] = [];
  for await (const chunk of (await openExport(format, input, part)).chunks) pieces.push(encoded(chunk));
  return Buffer.concat(pieces);
}

export async function textOf(id: string, part: string | null = null, input: ExportInput = { network: SAMPLE }): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(id, part, input));
}
