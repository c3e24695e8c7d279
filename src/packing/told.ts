/** The JSON columns of a pipeline's tables as they are read: what works tell beside the columns, checked where it is read. */
import { CONFLICT_FIELDS } from '../corpus/merge-facts.js';
import { EVIDENCE_KINDS } from '../identity/author.js';
import {
  PAPER_ID_SCHEMES, PAPER_TYPES, PERSON_ID_SCHEMES,
  type Affiliation, type Link, type NameParts, type PaperIds, type PartialDate, type PersonIds, type RecordSource, type ReportedFigure,
} from '../records/record.js';
import { ANYTHING, COUNT, INTEGER, list, NAME, NUMBER, oneOf, orNull, record, SHARE, some, TEXT, TRUTH, type Shape } from '../records/shapes.js';
import type { AuthorDetails, AuthorshipRow, PaperRow } from '../snapshot/types.js';
import { TableError, type Cells } from './table-rows.js';

/** What a paper's `details` may hold: facts that no column has, by the names of PaperRow; OpenAlex's abstract, and what of its work is not usable. */
interface PaperFacts extends Pick<PaperRow, 'otherIds' | 'unlistedNames' | 'links' | 'scores' | 'sources' | 'mergeReasons' | 'conflicts' | 'versions'> {
  /** Keys of the works that are other versions. */
  readonly otherVersions: readonly string[];
  readonly choices: { readonly identityMode?: string; readonly versionMode?: string };
  readonly abstract_inverted_index: unknown;
  /** By OpenAlex's own names. */
  readonly refused: Readonly<Record<string, unknown>>;
}
export type ToldPaper = Partial<PaperFacts>;

/** What is told of an author on one mention: of the works of a snapshot, where identity was decided before. */
interface AuthorFacts extends Pick<AuthorDetails, 'confidence' | 'ambiguous' | 'evidence' | 'affiliations' | 'reportedFields' | 'reported' | 'nameVariants'> {
  readonly distinctFrom: readonly string[];
  readonly displayName: string;
  readonly disambiguator: string;
}
export type ToldAuthor = Partial<AuthorFacts>;

/** What a mention's `details` may hold. */
interface MentionFacts extends Pick<AuthorshipRow, 'alsoWritten'> {
  /** OpenAlex's own. */
  readonly institutions: unknown;
  /** What of an OpenAlex mention can't be used, or not as it stands. */
  readonly refused: { readonly name?: string; readonly openalex?: string; readonly orcid?: string };
}
export type ToldMention = Partial<MentionFacts>;

const SOURCE = record<RecordSource>({ format: TEXT, file: TEXT, line: orNull(COUNT), byte: orNull(COUNT), retrievedAt: orNull(TEXT), url: orNull(TEXT) });
const ID = record({ scheme: oneOf(PAPER_ID_SCHEMES), value: TEXT });
const FIGURE = { name: TEXT, value: NUMBER, unit: orNull(TEXT) };
const DATE = record<PartialDate>({ year: INTEGER, month: orNull(COUNT), day: orNull(COUNT) });
const AFFILIATION = record<Affiliation>({ name: TEXT, ror: orNull(TEXT), countryCode: orNull(TEXT) });

const PAPER: Shape<ToldPaper> = some<PaperFacts>({
  otherIds: list(ID),
  unlistedNames: list(TEXT),
  links: list(record<Link>({ kind: oneOf(['CODE', 'PDF', 'LANDING_PAGE']), url: orNull(TEXT) })),
  scores: list(record<ReportedFigure>(FIGURE)),
  sources: list(SOURCE),
  mergeReasons: list(TEXT),
  conflicts: list(record({ field: oneOf(CONFLICT_FIELDS), shown: TEXT, values: list(record({ value: TEXT, sources: list(COUNT) })) })),
  versions: list(record({ stage: oneOf(['PUBLISHED', 'PREPRINT', 'UNKNOWN']), title: TEXT, date: orNull(DATE), venue: orNull(TEXT), type: orNull(oneOf(PAPER_TYPES)), ids: list(ID), sources: list(COUNT) })),
  otherVersions: list(TEXT),
  choices: some({ identityMode: TEXT, versionMode: TEXT }),
  abstract_inverted_index: ANYTHING,
  refused: record({}),
});

const AUTHOR: Shape<ToldAuthor> = some<AuthorFacts>({
  confidence: SHARE,
  ambiguous: TRUTH,
  evidence: list(record({ kind: oneOf(EVIDENCE_KINDS), detail: TEXT, ledgerEntryId: orNull(TEXT), mentions: COUNT })),
  affiliations: list(AFFILIATION),
  reportedFields: list(TEXT),
  reported: list(record({ ...FIGURE, source: SOURCE })),
  nameVariants: list(record({ name: NAME, count: COUNT })),
  distinctFrom: list(TEXT),
  displayName: NAME,
  disambiguator: TEXT,
});

const MENTION: Shape<ToldMention> = some<MentionFacts>({
  alsoWritten: list(record({ name: TEXT, source: COUNT })),
  institutions: ANYTHING,
  refused: some({ name: TEXT, openalex: TEXT, orcid: TEXT }),
});

const PARTS: Shape<Partial<NameParts>> = some({ given: TEXT, particle: TEXT, family: TEXT, suffix: TEXT });

function idsOf<Scheme extends string>(schemes: readonly Scheme[]): Shape<Partial<Record<Scheme, string>>> {
  return some<Record<string, string>>(Object.fromEntries(schemes.map((scheme) => [scheme, TEXT])), false);
}

const PAPER_IDS: Shape<PaperIds> = idsOf(PAPER_ID_SCHEMES);
const PERSON_IDS: Shape<PersonIds> = idsOf(PERSON_ID_SCHEMES);

/** A paper's `details`. @param of names the paper in what is thrown @throws TableError for what is of another shape; so do the others */
export const toldOfPaper = (cells: Cells, of: string): ToldPaper => read(cells, 'details', PAPER, of);
/**
 * Proves that what is told of a paper names none but its own sources, by their places in its list.
 * @param sourceCount how many it has
 * @throws TableError
 */
export function refuseStrangeSources({ conflicts = [], versions = [] }: ToldPaper, sourceCount: number, of: string): void {
  const named = [
    ...versions.map(({ sources }, at) => ({ where: `versions[${at}].sources`, sources })),
    ...conflicts.flatMap(({ values }, at) => values.map(({ sources }, nth) => ({ where: `conflicts[${at}].values[${nth}].sources`, sources }))),
  ];
  for (const { where, sources } of named) refuseStrangeSource(where, sources, sourceCount, of);
}

/** The same of other spellings on a mention. */
export function refuseStrangeSpellings({ alsoWritten = [] }: ToldMention, sourceCount: number, of: string): void {
  refuseStrangeSource('alsoWritten', alsoWritten.map(({ source }) => source), sourceCount, of);
}

function refuseStrangeSource(where: string, sources: readonly number[], sourceCount: number, of: string): void {
  const strange = sources.find((source) => source >= sourceCount);
  if (strange !== undefined) throw unfit('details', `${where} names the source ${strange}, and the work has ${sourceCount}, counted from 0`, of);
}

/** The `details` of a mention. */
export const toldOfMention = (cells: Cells, of: string): ToldMention => read(cells, 'details', MENTION, of);
/** The `author_details` of an author, or of a mention. */
export const toldOfAuthor = (cells: Cells, of: string): ToldAuthor => read(cells, 'author_details', AUTHOR, of);
export const paperIdsIn = (cells: Cells, of: string): PaperIds => read(cells, 'external_ids', PAPER_IDS, of);
export const personIdsIn = (cells: Cells, of: string): PersonIds => read(cells, 'external_ids', PERSON_IDS, of);

/** The `name_parts` of a mention, or of an author's spelling; null where the name is written whole. */
export function partsIn(cells: Cells, of: string): NameParts | null {
  if (cells.textOrNull('name_parts') === null) return null;
  const { given = null, particle = null, family = null, suffix = null } = read(cells, 'name_parts', PARTS, of);
  return { given, particle, family, suffix };
}

function read<T extends object>(cells: Cells, column: string, shape: Shape<T>, of: string): T {
  const text = cells.textOrNull(column);
  if (text === null) return {} as T;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unfit(column, `${text.slice(0, 80)} is no JSON (${(error as Error).message.slice(0, 80)})`, of);
  }
  const fault = shape.faultOf(value, '');
  if (fault !== null) throw unfit(column, fault.startsWith(' ') ? `it${fault}` : fault, of);
  return Object.fromEntries(Object.entries(value as object).filter(([, each]) => each !== null)) as T;
}

function unfit(column: string, fault: string, of: string): TableError {
  return new TableError(`the column ${column} of ${of}: ${fault}: correct the works, and make the tables of them anew (coterie pipeline … --restart)`);
}
