/** Which format is meant: by its id, or by how a file's name ends. */
import { EXPORT_FORMATS } from '../../exports/registry.js';
import type { ExportFormat } from '../../exports/format.js';

/** What a file may hold: a network with its drawings, or papers. */
export type Subject = 'network' | 'papers';

/** Of several formats of one extension, the one that most programs read. */
const USUAL: Readonly<Record<string, string>> = { json: 'node-link' };

/** The formats of a subject, in the order of menus. */
export function formatsOf(subject: Subject): ExportFormat[] {
  return EXPORT_FORMATS.filter(({ kind }) => (kind === 'PAPERS') === (subject === 'papers'));
}

/** Endings of a format's files, without the dot: first that of the whole, which is an archive where there are several. */
export function extensionsOf({ parts }: ExportFormat): string[] {
  return [...new Set([...(parts.length > 1 ? ['zip'] : []), ...parts.map(({ extension }) => extension)])];
}

/** The format that an ending means among some; undefined where there is none, or where several are archives. */
export function formatByExtension(formats: readonly ExportFormat[], extension: string): ExportFormat | undefined {
  const ending = extension.toLowerCase();
  const found = formats.filter((format) => format.parts.some((part) => part.extension === ending));
  return found.find(({ id }) => id === USUAL[ending]) ?? found[0];
}
