/** The mapping from JSON fields to records; the vocabulary of the format at a glance. */
import { MAX_TITLE_LENGTH } from '../records/bounds.js';
import { normalizePaperId, normalizePersonId } from '../records/ids.js';
import { PAPER_ID_SCHEMES, PAPER_TYPES, PERSON_ID_SCHEMES } from '../records/record.js';
import type {
  Affiliation, Mention, NameParts, PaperRecord, PartialDate, PersonRecord, RecordSource, RelatedId, ReportedFigure, SourceItem,
} from '../records/record.js';
import { localRecordKey, titleKey } from '../records/titles.js';
import { countryCodeOf, rorOf } from './affiliation-text.js';
import { checkedDate } from './dates.js';
import type { ObjectReader } from './jsonl-fields.js';
import { MAX_AUTHORS, MAX_STATED_COUNT } from './limits.js';

const RELATIONS = ['PUBLISHED', 'PREPRINT', 'VERSION'] as const;

/** Reads a `paper` line; null (with a problem) where it has no title, too long a one or too many authors. */
export function readPaper(reader: ObjectReader, source: RecordSource): SourceItem | null {
  const title = reader.text('title');
  if (title === null) {
    reader.problem('MISSING_TITLE', 'title', undefined, 'is missing; the paper was left out', true);
    return null;
  }
  if (title.length > MAX_TITLE_LENGTH) {
    reader.problem('REFUSED', 'title', title, `has ${title.length} characters, more than ${MAX_TITLE_LENGTH}; the paper was left out`, true);
    return null;
  }
  const key = reader.unfolded('key') ?? localRecordKey('coterie', '', title);
  reader.record = key;
  const authors = reader.list('authors');
  if (authors.length > MAX_AUTHORS) {
    reader.problem('REFUSED', 'authors', authors.length, `has more than ${MAX_AUTHORS} names; the paper was left out`, true);
    return null;
  }
  if (authors.length === 0) reader.problem('MISSING_AUTHORS', 'authors', undefined, 'is missing or empty; the paper was kept without authors');
  const record: PaperRecord = {
    key,
    externalIds: readIds(reader, PAPER_ID_SCHEMES, normalizePaperId),
    title,
    abstract: reader.text('abstract'),
    date: readDate(reader),
    venue: reader.text('venue'),
    type: reader.oneOf('type', PAPER_TYPES),
    fields: reader.texts('fields'),
    ...readAuthors(reader, authors),
    citationCount: readCitations(reader),
    links: reader.objects('links').flatMap((link) => {
      const kind = link.oneOf('kind', ['CODE', 'PDF', 'LANDING_PAGE']);
      const url = link.text('url');
      link.reportUnknown();
      return kind === null ? [] : [{ kind, url }];
    }),
    scores: readFigures(reader, 'scores'),
    ...readRelatedIds(reader),
    source: readSource(reader, source),
  };
  reader.reportUnknown();
  return { kind: 'paper', record };
}

/** Reads a `person` line; null (with a problem) where no name is given. */
export function readPerson(reader: ObjectReader, source: RecordSource): SourceItem | null {
  const names = reader.names('names');
  if (names[0] === undefined) {
    reader.problem('MISSING_NAME', 'names', undefined, 'must hold at least one name; the person was left out', true);
    return null;
  }
  const key = reader.unfolded('key') ?? `coterie:${titleKey(names[0])}`;
  reader.record = key;
  const record: PersonRecord = {
    key,
    externalIds: readIds(reader, PERSON_ID_SCHEMES, normalizePersonId),
    names,
    affiliations: readAffiliations(reader),
    fields: reader.texts('fields'),
    reported: readFigures(reader, 'reported'),
    source: readSource(reader, source),
  };
  reader.reportUnknown();
  return { kind: 'person', record };
}

function readIds<S extends string>(
  reader: ObjectReader, schemes: readonly S[], normalize: (scheme: S, text: string) => string | null,
): { readonly [scheme in S]?: string } {
  const ids: { [scheme in S]?: string } = {};
  const nested = reader.objectAt('externalIds');
  if (nested === null) return ids;
  for (const scheme of schemes) {
    const text = nested.text(scheme);
    if (text === null) continue;
    const value = normalize(scheme, text);
    if (value === null) nested.problem('INVALID_ID', scheme, text, `is no ${scheme} identifier; it was left out`);
    else ids[scheme] = value;
  }
  nested.reportUnknown();
  return ids;
}

function readRelatedIds(reader: ObjectReader): Pick<PaperRecord, 'relatedIds'> {
  const relatedIds = reader.objects('relatedIds').flatMap((related): RelatedId[] => {
    const scheme = related.oneOf('scheme', PAPER_ID_SCHEMES);
    const text = related.text('value');
    const relation = related.oneOf('relation', RELATIONS) ?? 'VERSION';
    related.reportUnknown();
    const value = scheme === null || text === null ? null : normalizePaperId(scheme, text);
    if (scheme !== null && value !== null) return [{ scheme, value, relation }];
    related.problem('INVALID_ID', 'value', text, `is no identifier of a paper under the scheme ${scheme ?? 'given'}; it was left out`);
    return [];
  });
  return relatedIds.length === 0 ? {} : { relatedIds };
}

function readDate(reader: ObjectReader): PartialDate | null {
  const text = reader.text('date');
  if (text === null) return null;
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (found === null) {
    reader.problem('INVALID_DATE', 'date', text, 'must be YYYY, YYYY-MM or YYYY-MM-DD; it is taken as unknown');
    return null;
  }
  const { date, dropped } = checkedDate(Number(found[1]), datePart(found[2]), datePart(found[3]));
  if (dropped !== null) reader.problem('INVALID_DATE', 'date', text, `does not exist: ${dropped}`);
  return date;
}

function datePart(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function readAuthors(reader: ObjectReader, authors: readonly unknown[]): Pick<PaperRecord, 'mentions' | 'authorListComplete'> {
  const taken = new Set<number>();
  const mentions = authors.flatMap((value, index) => {
    const place = `authors[${index}]`;
    if (typeof value === 'string') return readAuthor(reader.nested({ name: value }, place), index + 1, taken);
    return readAuthor(reader.nested(value, place), index + 1, taken);
  });
  const stated = reader.boolean('authorListComplete') ?? true;
  return { mentions, authorListComplete: stated && mentions.length === authors.length };
}

function readAuthor(author: ObjectReader | null, listed: number, taken: Set<number>): Mention[] {
  if (author === null) return [];
  const rawName = author.name('name', 'this author was left out and the list marked incomplete');
  if (rawName === null) return [];
  const mention: Mention = {
    rawName,
    parts: readParts(author),
    position: readPosition(author, listed, taken),
    kind: author.oneOf('kind', ['PERSON', 'GROUP']) ?? 'PERSON',
    externalIds: readIds(author, PERSON_ID_SCHEMES, normalizePersonId),
    affiliations: readAffiliations(author),
    ...emailDomainOf(author),
    isCorresponding: author.boolean('isCorresponding'),
  };
  author.reportUnknown();
  return [mention];
}

/** A domain and no address: what is private is not taken, even from a file of ours. */
function emailDomainOf(author: ObjectReader): Pick<Mention, 'emailDomain'> {
  const domain = author.text('emailDomain');
  if (domain === null) return {};
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(domain)) return { emailDomain: domain };
  author.problem('INVALID_VALUE', 'emailDomain', domain, 'is no domain such as example.ac.uk; it was left out');
  return {};
}

function readPosition(author: ObjectReader, listed: number, taken: Set<number>): number | null {
  const given = author.number('position');
  const position = author.has('position') ? given : listed;
  if (position === null) return null;
  if (!Number.isInteger(position) || position < 1 || taken.has(position)) {
    author.problem('INVALID_VALUE', 'position', position, 'must be an integer from 1 that no other author of the paper has; it is taken as unknown');
    return null;
  }
  taken.add(position);
  return position;
}

function readParts(author: ObjectReader): NameParts | null {
  const nested = author.objectAt('parts');
  if (nested === null) return null;
  const parts = { given: nested.text('given'), particle: nested.text('particle'), family: nested.text('family'), suffix: nested.text('suffix') };
  nested.reportUnknown();
  return parts;
}

/** Affiliations, each once, as other formats have theirs. */
function readAffiliations(reader: ObjectReader): Affiliation[] {
  const found = new Map<string, Affiliation>();
  for (const each of reader.objects('affiliations')) {
    const name = each.text('name');
    const affiliation = {
      ror: readCode(each, 'ror', rorOf, 'is no ROR id such as 00wry3a77; it was left out'),
      countryCode: readCode(each, 'countryCode', countryCodeOf, 'is no country code of two letters; it was left out'),
    };
    each.reportUnknown();
    const key = `${affiliation.ror ?? ''} ${name}`;
    if (name === null) each.problem('MISSING_NAME', 'name', undefined, 'is missing; the affiliation was left out');
    else if (!found.has(key)) found.set(key, { name, ...affiliation });
  }
  return [...found.values()];
}

function readCode(reader: ObjectReader, field: string, codeOf: (text: string) => string | null, wrong: string): string | null {
  const text = reader.text(field);
  const code = text === null ? null : codeOf(text);
  if (text !== null && code === null) reader.problem('INVALID_VALUE', field, text, wrong);
  return code;
}

function readCitations(reader: ObjectReader): PaperRecord['citationCount'] {
  const nested = reader.objectAt('citationCount');
  if (nested === null) return null;
  const value = nested.number('value');
  const source = nested.text('source');
  const asOf = nested.isoDate('asOf');
  nested.reportUnknown();
  if (value !== null && Number.isInteger(value) && value >= 0 && value <= MAX_STATED_COUNT && source !== null) return { value, source, asOf };
  nested.problem('INVALID_VALUE', 'value', value, `must be a whole number from 0 to ${MAX_STATED_COUNT}, with a source; the citation count is taken as unknown`);
  return null;
}

function readFigures(reader: ObjectReader, field: string): ReportedFigure[] {
  return reader.objects(field).flatMap((figure) => {
    const name = figure.text('name');
    const value = figure.number('value');
    const unit = figure.text('unit');
    figure.reportUnknown();
    if (name !== null && value !== null) return [{ name, value, unit }];
    figure.problem('INVALID_VALUE', 'name', name, 'needs a name and a value; the figure was left out');
    return [];
  });
}

function readSource(reader: ObjectReader, source: RecordSource): RecordSource {
  return {
    ...source,
    retrievedAt: reader.has('retrievedAt') ? reader.isoDate('retrievedAt') : source.retrievedAt,
    url: reader.has('url') ? reader.text('url') : source.url,
  };
}
