/** The format of an export and its files, from what the command line says. */
import { basename } from 'node:path';
import type { ExportFormat } from '../../exports/format.js';
import { ALL_PARTS, partNames } from '../../exports/open-export.js';
import { EXPORT_FORMATS, exportFormat } from '../../exports/registry.js';
import { extensionsOf, formatByExtension, formatsOf } from '../../graphql/downloads/format-choice.js';
import { CliError, EXIT } from '../errors.js';
import { suggestion } from '../suggestion.js';
import { partPath, STDOUT, type Target } from './target.js';

export interface FormatChoice {
  readonly format: ExportFormat;
  readonly targets: readonly Target[];
}

/** Endings of drawings that are not written, and what they stand for. */
const DRAWN_INSTEAD: Readonly<Record<string, string>> = { pdf: 'PDF', eps: 'EPS', ps: 'PostScript', jpg: 'JPEG', jpeg: 'JPEG', webp: 'WebP', tif: 'TIFF', tiff: 'TIFF', gif: 'GIF' };

/** What stands after the last dot of a name, in lower case. */
function endingOf(path: string): string {
  return /\.([^.]+)$/.exec(basename(path))?.[1].toLowerCase() ?? '';
}

function formatOf(path: string, id: string | undefined): ExportFormat {
  if (id !== undefined) {
    const name = id.toLowerCase().replace(/^\./, '');
    // An ending such as "bib" or "net" says it as well.
    const found = exportFormat(name) ?? formatByExtension(EXPORT_FORMATS, name);
    if (found === undefined) throw new CliError(`there is no format "${id}"${suggestion(id, EXPORT_FORMATS.map((format) => format.id)) || `; the formats are ${EXPORT_FORMATS.map((format) => format.id).join(', ')}`}`, EXIT.usage, { argument: 'format', value: id });
    return found;
  }
  if (path === STDOUT) throw new CliError('nothing says in which format: add --format, such as --format gexf', EXIT.usage, { argument: 'format' });
  const ending = endingOf(path);
  // papers.csl.json is told from a network by the first of its two endings.
  const found = /\.csl\.json$/i.test(path) ? exportFormat('csl-json') : (formatByExtension(formatsOf('network'), ending) ?? formatByExtension(formatsOf('papers'), ending));
  if (found === undefined) {
    if (Object.hasOwn(DRAWN_INSTEAD, ending)) throw new CliError(`drawings are not written as ${DRAWN_INSTEAD[ending]}: name the file .svg, which scales as well and which Inkscape or a browser turns into PDF, or .png`, EXIT.usage, { argument: 'format', value: path });
    const endings = [...new Set(EXPORT_FORMATS.flatMap(({ parts }) => parts.map(({ extension }) => `.${extension}`))), '.zip with --format'].join(', ');
    throw new CliError(`${ending === 'zip' ? `${path} is an archive of a format that its name does not tell` : `no format is known by the name of ${path} (${endings} are)`}: add --format`, EXIT.usage, { argument: 'format', value: path });
  }
  return found;
}

/**
 * The format, and where its files go: a format of several files fills an archive where the name ends in .zip, else a file each
 * beside each other (`net-nodes.csv`, `net-edges.csv`).
 * @throws CliError (usage)
 */
export function chosenFormat(path: string, { format: id, part }: { readonly format?: string; readonly part?: string }): FormatChoice {
  const format = formatOf(path, id);
  const names = partNames(format);
  if (part !== undefined) {
    if (!names.includes(part)) {
      const remedy = names.length === 0 ? 'it is one file: leave --part out' : `its parts are ${names.join(', ')}`;
      throw new CliError(`${format.title} has no part "${part}"; ${remedy}`, EXIT.usage, { argument: 'part', value: part });
    }
    return { format, targets: [{ path, part }] };
  }
  if (names.length === 0) return { format, targets: [{ path, part: null }] };
  if (path === STDOUT) throw new CliError(`${format.title} has several files: add --part (${names.join(', ')})`, EXIT.usage, { argument: 'part' });
  if (endingOf(path) === 'zip') return { format, targets: [{ path, part: ALL_PARTS }] };
  return { format, targets: format.parts.map((each) => ({ path: partPath(path, each.part, each.extension), part: each.part })) };
}

/** The formats with their endings, readers and limits, for the help. */
export function formatsHelp(): string {
  const lines = EXPORT_FORMATS.flatMap((format) => [
    `  ${format.id.padEnd(15)} ${extensionsOf(format).map((extension) => `.${extension}`).join(' ').padEnd(14)} ${format.title}, for ${format.readBy}`,
    ...(format.leavesOut === null ? [] : [`  ${''.padEnd(15)} ${''.padEnd(14)} leaves out: ${format.leavesOut}`]),
  ]);
  return `\nFormats (told from the ending of the name; .json is node-link, .csl.json is CSL-JSON, else --format; several files in one archive: name it .zip and add --format):\n${lines.join('\n')}`;
}
