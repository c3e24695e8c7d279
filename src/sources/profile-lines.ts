/** What single lines of a scholar's profile page mean. Syntax only: nothing here knows of records. */
import { monthOfName } from './dates.js';
import { MAX_STATED_COUNT } from './limits.js';

/** The figures a header states, by the label that stands beside the number. */
const FIGURES: ReadonlyArray<readonly [label: string, name: string, unit: string | null]> = [
  ['h-?\\s?index', 'H_INDEX', null],
  ['i10-?\\s?index', 'I10_INDEX', null],
  ['papers?', 'PAPER_COUNT', 'papers'],
  ['citations?', 'CITATION_COUNT', 'citations'],
  ['novelty', 'NOVELTY', null],
  ['ai\\s?score', 'AI_SCORE', null],
];

const NUMBER = '(\\d{1,3}(?:[,\\u00a0\\u202f ]\\d{3})+|\\d+)(\\.\\d+)?';
const FIGURE_PATTERNS = FIGURES.map(([label, name, unit]) => ({
  name,
  unit,
  // The number stands before or behind its label, glued or not: `h-index32`, `11papers`, `AI Score 42`.
  pattern: new RegExp(`^(?:${label})\\s*(?::\\s*)?${NUMBER}\\s*(%?)$|^${NUMBER}\\s*(?:(%)\\s*)?(?:${label})$`, 'i'),
}));

export interface StatedFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string | null;
}

/** The figure a header line states (`h-index32`, `1,234 citations`, `Novelty53%`), or null. */
export function statedFigure(line: string): StatedFigure | null {
  for (const { name, unit, pattern } of FIGURE_PATTERNS) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const whole = found[1] ?? found[4] ?? '';
    const fraction = found[2] ?? found[5] ?? '';
    const percent = found[3] === '%' || found[6] === '%';
    return { name, value: Number(whole.replace(/\D/g, '') + fraction), unit: percent ? 'percent' : unit };
  }
  return null;
}

const UNREADABLE_NUMBER = '[-+−–—]?\\s?[.,]?\\d\\S*';
const UNREADABLE_PATTERNS = FIGURES.map(([label, name]) => ({
  name,
  pattern: new RegExp(`^(?:${label})\\s*(?::\\s*)?${UNREADABLE_NUMBER}$|^${UNREADABLE_NUMBER}?\\s*(?:${label})$`, 'i'),
}));

/** The name of the figure that a header line gives in a number that is none (`h-index-5`, `1e999citations`) or is too large, else null. */
export function unusableFigure(line: string): string | null {
  const figure = statedFigure(line);
  if (figure !== null) return figure.value > MAX_STATED_COUNT ? figure.name : null;
  return UNREADABLE_PATTERNS.find(({ pattern }) => pattern.test(line))?.name ?? null;
}

/** The count in the heading of the list (`11 Papers`, `1 Paper`, `1,234 Papers`), or null for any other line. */
export function listHeading(line: string): number | null {
  const found = /^(\d{1,3}(?:[, ]\d{3})+|\d+)\s+(?:Papers?|Publications?)$/.exec(line);
  return found === null ? null : Number((found[1] ?? '').replace(/\D/g, ''));
}

const FIELD_NAMES = new Set([
  'machine learning', 'deep learning', 'artificial intelligence', 'computer vision', 'natural language processing', 'computation and language',
  'robotics', 'statistics', 'mathematics', 'physics', 'biology', 'quantum physics', 'cryptography', 'databases', 'information retrieval',
  'human-computer interaction', 'software engineering', 'computer science', 'neuroscience', 'economics', 'electrical engineering',
]);

/** True for a line that can be a field of study or a list of such: `LG`, `cs.LG`, `LG, CL`, `Machine Learning`. */
export function isFieldLine(line: string): boolean {
  const fields = fieldsOf(line);
  return fields.length > 0 && fields.every((field) => isFieldCode(field) || FIELD_NAMES.has(field.toLowerCase()));
}

/** Codes as arXiv and such pages write them: capitals (`LG`, `NE`), or archive and subject (`cs.LG`, `stat.ML`, `hep-th`). */
function isFieldCode(text: string): boolean {
  return /^(?:[A-Z]{2,4}|[a-z]+(?:-[a-z]+)?\.[A-Za-z]{2}(?:-[a-z]+)?|hep-(?:th|ph|ex|lat)|gr-qc|quant-ph|astro-ph|math-ph|cond-mat)$/.test(text);
}

/** Splits a list of fields at commas, slashes, dots in the middle and bars. */
export function fieldsOf(text: string): string[] {
  return text.split(/[,;/|·•]/).map((field) => field.trim()).filter((field) => field !== '');
}

export interface MetaLine {
  readonly fields: readonly string[];
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** The date as written, or null where the line has none. */
  readonly dateText: string | null;
  readonly hasCode: boolean;
}

// Years of more digits, or before our era, are read so that they can be reported: the paper would vanish with its date.
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';
const DATE = `(${MONTH})\\s+(?:(\\d{1,2}),?\\s+)?(-?\\d{4,})|(-?\\d{4,})-(\\d{1,2})-(\\d{1,2})|(\\d{4,})`;
const META = new RegExp(`^(.*?)\\s*(?:${DATE})\\s*(Code)?$`);

/**
 * Reads the line above a paper's title: field codes, date and an optional `Code`, glued or spaced
 * (`LGApr 30, 2019Code`, `cs.LG, cs.CL Jun 2023`, `Machine Learning 2023`); null where the line is none.
 * A line of a field code alone (with or without `Code`) is one whose date is missing.
 */
export function metaLine(line: string): MetaLine | null {
  if (line.length > 200) return null;
  const dated = META.exec(line);
  if (dated !== null) {
    const fieldText = dated[1] ?? '';
    if (fieldText !== '' && !isFieldLine(fieldText)) return null;
    // A long number alone is no year.
    if (fieldText === '' && (dated[8]?.length ?? 0) > 4) return null;
    const monthName = dated[2];
    const month = monthName === undefined ? toNumber(dated[6]) : monthOfName(monthName);
    if (monthName !== undefined && month === null) return null;
    return {
      fields: fieldsOf(fieldText),
      year: toNumber(dated[4] ?? dated[5] ?? dated[8]),
      month,
      day: toNumber(dated[3] ?? dated[7]),
      dateText: line.slice(fieldText.length, line.length - (dated[9]?.length ?? 0)).trim(),
      hasCode: dated[9] !== undefined,
    };
  }
  const hasCode = line.endsWith('Code');
  const fieldText = line.slice(0, hasCode ? -'Code'.length : undefined).trimEnd();
  if (fieldText === '' || !isFieldLine(fieldText)) return null;
  return { fields: fieldsOf(fieldText), year: null, month: null, day: null, dateText: null, hasCode };
}

function toNumber(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}
