/** Files that are no bibliography in any format but are given by mistake, told by their first bytes. */
import type { ImportProblem } from '../records/record.js';
import { importProblem } from './problems.js';

interface ForeignKind {
  readonly what: string;
  readonly remedy: string;
}

const UNPACK = 'unpack it first and name the files in it';
/** First characters, as the detectors see them (bytes that are no UTF-8 read as windows-1252), and what the file then is. */
const KINDS: ReadonlyArray<readonly [string, ForeignKind]> = [
  ['%PDF-', { what: 'a PDF document', remedy: 'export the bibliography as RIS, BibTeX or CSV instead' }],
  ['SQLite format 3\0', { what: 'an SQLite database', remedy: 'export the bibliography from the program that it belongs to' }],
  ['Rar!\u001a', { what: 'a RAR archive', remedy: UNPACK }],
  ['7z\u00bc\u00af', { what: 'a 7-Zip archive', remedy: UNPACK }],
  ['BZh91AY&SY', { what: 'a file packed with bzip2', remedy: 'unpack it first (bunzip2), or pack it with gzip, which is read' }],
  // What one layer of gzip unpacked to: the outer one never comes here.
  ['\u001f\u2039\u0008', { what: 'a file packed with gzip twice', remedy: 'unpack it once (gunzip), and import what comes out' }],
  ['\u00fd7zXZ\0', { what: 'a file packed with xz', remedy: 'unpack it first (unxz), or pack it with gzip, which is read' }],
  ['(\u00b5/\u00fd', { what: 'a file packed with Zstandard', remedy: 'unpack it first (unzstd), or pack it with gzip, which is read' }],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', { what: 'an old Office document (such as .xls or .doc)', remedy: 'save it as CSV or text' }],
];
const ZIP = ['PK\u0003\u0004', 'PK\u0005\u0006'];
const TAR: ForeignKind = { what: 'a tar archive', remedy: UNPACK };

/** The problem of a file that begins with `head` and can't be read in any format, or null where it is no such file. */
export function foreignFile(file: string, head: string): ImportProblem | null {
  const kind = kindOf(file, head);
  if (kind === null) return null;
  return importProblem({ file, kind: 'FOREIGN_FILE', byte: 0, reason: `${file} is ${kind.what}, which holds no bibliography that could be read: ${kind.remedy}.` });
}

function kindOf(file: string, head: string): ForeignKind | null {
  if (ZIP.some((magic) => head.startsWith(magic))) return zipKind(file, head);
  const kind = KINDS.find(([magic]) => head.startsWith(magic))?.[1];
  return kind ?? (head.startsWith('ustar', 257) && head.slice(0, 257).includes('\0') ? TAR : null);
}

/** Office documents are zip archives; what is in them stands in their names. */
function zipKind(file: string, head: string): ForeignKind {
  if (/\bxl\/(?:workbook|worksheets|_rels|styles|theme|sharedStrings)/.test(head) || /\.xls[xmb]$/i.test(file)) return { what: 'an Excel workbook', remedy: 'save the sheet as CSV' };
  if (/opendocument\.spreadsheet/.test(head) || /\.ods$/i.test(file)) return { what: 'an OpenDocument spreadsheet', remedy: 'save the sheet as CSV' };
  if (/\bword\/(?:document|_rels|styles)/.test(head) || /opendocument\.text/.test(head) || /\.(?:docx|odt)$/i.test(file)) return { what: 'a text document', remedy: 'export the bibliography from your reference manager' };
  return { what: 'a zip archive', remedy: UNPACK };
}
