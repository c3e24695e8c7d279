/** Any format as one stream of chunks: one of its files, or all of them in a ZIP archive. */
import { zipOf } from './archive.js';
import { joined } from './chunks.js';
import { ExportError, type Chunk, type ExportFormat, type ExportInput, type ExportPart } from './format.js';

/** The name of the part that is all parts together. */
export const ALL_PARTS = 'zip';

export interface OpenedExport {
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** `stem` with what tells the parts of a format apart, and the extension: `coterie-nodes.csv`. */
  fileName(stem: string): string;
  /** About 64 KiB each; the writer rests between them, so that a server answers others meanwhile. Can be read once; leaving it early ends the writing. */
  readonly chunks: AsyncIterable<Chunk>;
  /** What the file doesn't show, a sentence each: the format's own limits first, then what the network leaves out, then what this drawing does. */
  readonly notes: readonly string[];
}

/** The names that `part` may have: those of the files where there are several, and `zip`; none where there is one file. */
export function partNames({ parts }: ExportFormat): string[] {
  return parts.length === 1 ? [] : [...parts.map(({ part }) => part), ALL_PARTS];
}

/** What the format has no place for, what of the graph was left out before it came here, and what this file doesn't show; each once. */
function notesOn({ leavesOut }: ExportFormat, { network }: ExportInput, ofFile: readonly string[]): string[] {
  return [...new Set([...(leavesOut === null ? [] : [leavesOut]), ...(network?.metadata.notes ?? []), ...ofFile])];
}

/**
 * Begins to write `input` in `format`. `part` names one file of a format that has several; null means the only file, or
 * all in a ZIP archive where there are several. Throws ExportError for an unknown part, for an input without what the
 * format carries, and for a drawing of more than can be drawn; errors of the input itself come while reading the chunks.
 */
export async function openExport(format: ExportFormat, input: ExportInput, part: string | null = null): Promise<OpenedExport> {
  const [only] = format.parts;
  if (format.parts.length === 1 && (part === null || part === only.part)) return await openPart(format, only, input);
  const chosen = format.parts.find((candidate) => candidate.part === part);
  if (chosen !== undefined) return await openPart(format, chosen, input);
  if (part !== null && part !== ALL_PARTS) {
    const names = partNames(format);
    throw new ExportError(names.length === 0 ? `${format.title} is one file: it has no part "${part}". Leave the part out.` : `${format.title} has no part "${part}". Ask for ${names.map((name) => `"${name}"`).join(', ')}.`, {
      argument: 'part', value: part, reason: names.length === 0 ? `but ${format.title} is one file: leave the part out` : `but must be one of ${names.join(', ')}`,
    });
  }
  if (format.parts.length === 1) throw new ExportError(`${format.title} is one file already: it is not put into an archive. Leave the part out.`, { argument: 'part', value: part, reason: `but ${format.title} is one file: leave the part out` });
  const files = await Promise.all(format.parts.map(async (each) => ({ name: `${each.part}.${each.extension}`, ...(await each.open(input)) })));
  return {
    extension: 'zip', mediaType: 'application/zip', fileName: (stem) => `${stem}-${format.id}.zip`,
    chunks: gathered(zipOf(files, input.network?.metadata.date ?? null)),
    notes: notesOn(format, input, files.flatMap(({ notes }) => notes)),
  };
}

async function openPart(format: ExportFormat, part: ExportPart, input: ExportInput): Promise<OpenedExport> {
  const { chunks, notes } = await part.open(input);
  const { extension, mediaType } = part;
  return {
    extension, mediaType, fileName: (stem) => `${stem}${part.part === '' ? '' : `-${part.part}`}.${extension}`,
    chunks: gathered(chunks), notes: notesOn(format, input, notes),
  };
}

/** Lets others run between the chunks. */
async function* gathered(pieces: Iterable<Chunk> | AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  for await (const chunk of joined(pieces)) {
    yield chunk;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
