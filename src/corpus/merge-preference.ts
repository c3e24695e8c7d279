/**
 * Which record's word counts when several describe one paper.
 *
 * Published records come before preprints and those whose stage nothing tells: the published paper's venue, date and
 * type are the paper's. Then the format decides:
 *   acl, jats   the publisher's own metadata of its papers
 *   crossref, pubmed, nbib   deposited by publishers
 *   inspire-authors   the list that a collaboration hands in with its paper
 *   inspire   curated by a field's own library
 *   openalex, openalex-parquet, s2   derived from those; structured, with ids of persons; titles and types sometimes guessed
 *   wos, wos-tab, scopus-csv   indexers' exports: curated, with names often cut to initials
 *   dblp      curated names, but abbreviated venues and years only
 *   arxiv, arxiv-json   the authors' own deposit
 *   coterie   facts kept by hand in this product's own format
 *   zotero, csl-json, bibtex, ris, csv: what reference managers hold and someone typed
 *   orcid, orcid-xml   a person's own list of works, mostly without co-authors
 *   profile   a page made for reading, with cut author lists
 * A format not listed (of a corpus that another version made) stands between coterie and zotero. Then a DOI that names no
 * version, or the latest (`….v2` before `….v1`), then the record with more filled fields, then key, file and line, so
 * that the order of the records given does not matter.
 */
import type { PaperRecord } from '../records/record.js';
import { stageOf, versionlessDoi, withImpliedIds, type PublicationStage } from './duplicates-ids.js';

/** Ids of formats, the preferred first; '' is the place of those not listed. A test holds it against the registry. */
export const FORMAT_ORDER: readonly string[] = [
  'acl', 'jats', 'crossref', 'pubmed', 'nbib', 'inspire-authors', 'inspire', 'openalex', 'openalex-parquet', 's2', 'wos', 'wos-tab', 'scopus-csv',
  'dblp', 'arxiv', 'arxiv-json', 'coterie', '', 'zotero', 'csl-json', 'bibtex', 'ris', 'csv', 'orcid', 'orcid-xml', 'profile',
];
const STAGE_ORDER: Record<PublicationStage, number> = { PUBLISHED: 0, UNKNOWN: 1, PREPRINT: 1 };
const PREPRINT_VENUE = /^(?:arxiv|corr|biorxiv|medrxiv|ssrn|research square)\b/i;

/** The stage of a record by its ids, or by its type and venue where the ids don't tell. */
export function stageOfRecord(record: Pick<PaperRecord, 'externalIds' | 'type' | 'venue'>): PublicationStage {
  const byIds = stageOf(withImpliedIds(record.externalIds));
  if (byIds !== 'UNKNOWN') return byIds;
  if (record.type === 'PREPRINT' || (record.venue !== null && PREPRINT_VENUE.test(record.venue))) return 'PREPRINT';
  return record.venue === null ? 'UNKNOWN' : 'PUBLISHED';
}

/** The records, the preferred one first, by the order at the head of this file. Independent of the order given. */
export function inPreferenceOrder(records: readonly PaperRecord[]): PaperRecord[] {
  if (records.length === 1) return [records[0]];
  return records
    .map((record) => ({
      record,
      rank: [STAGE_ORDER[stageOfRecord(record)], formatRank(record.source.format), versionRank(record.externalIds.doi), -filledFields(record)],
      text: [record.key, record.source.file, String(record.source.line ?? record.source.byte ?? 0).padStart(12, '0')].join('\u0000'),
    }))
    .toSorted((a, b) => {
      for (let at = 0; at < a.rank.length; at++) if (a.rank[at] !== b.rank[at]) return a.rank[at] - b.rank[at];
      return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
    })
    .map(({ record }) => record);
}

/** 0 where no version is named, else less for a later one. */
function versionRank(doi: string | undefined): number {
  const version = doi === undefined ? 0 : Number(/(?<!\d)\d*$/.exec(doi.slice(versionlessDoi(doi).length))?.[0]);
  return version === 0 ? 0 : 1 / version;
}

function formatRank(format: string): number {
  const at = FORMAT_ORDER.indexOf(format);
  return at === -1 ? FORMAT_ORDER.indexOf('') : at;
}

function filledFields(record: PaperRecord): number {
  const scalars = [record.abstract, record.date, record.venue, record.type, record.citationCount].filter((value) => value !== null).length;
  return scalars + Object.keys(record.externalIds).length + (record.fields.length > 0 ? 1 : 0) + record.links.length;
}
