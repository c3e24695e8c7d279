/**
 * All formats, the list that detection, `--format` and folders go by.
 *
 * A new format is a `Source` (source.ts) in the folder of its encoding: `json/`, `xml/`, `parquet/`, `tables/` for delimited
 * text; `ris/`, `nbib/` and `wos/` read tagged lines by what is in `tagged/`. Formats of this folder itself are those with
 * parts of their own kind (BibTeX, DBLP, the Anthology, Coterie's JSON lines, profile pages) and OpenAlex, whose mapping
 * JSON and Parquet share; ORCID's JSON and XML share orcid-record.ts, orcid-work.ts and orcid-contributors.ts in the same
 * way. Each has a file that reads (`ris.ts`) and one that maps a record to ours (`ris-mapping.ts`). Besides its line here it
 * needs its place among the others where several describe one paper (corpus/merge-preference.ts; a test asks for it), its
 * row in README.md, a fixture in test/fixtures and a test where its file has its place, which calls
 * `holdsAgainstHostileInput`.
 *
 * What formats share: the reading of JSON (json/json-records.ts), XML (xml/xml-records.ts), lines (tagged/clean-lines.ts);
 * notes of what is amiss (record-notes.ts) and what is handed on for a record (record-items.ts); ids, counts and links
 * (stated-facts.ts, json/json-facts.ts); names and author lists (people/, json/json-authors.ts, author-list.ts). Dates:
 *   iso-dates.ts        one text in ISO 8601, as services answer
 *   written-dates.ts    year, month and day in fields of their own, the month a number or words (`5-10 July`)
 *   text-dates.ts       one text as exports write it (`2021/02/01/`, `JUN 19`), with a year from another field
 *   json/loose-dates.ts one text as people type it into a reference manager (`05/2019`, `3.4.2019`)
 *   bibtex-dates.ts     BibTeX's and BibLaTeX's fields
 *   dates.ts            the calendar beneath them all: which days exist, names of months
 */
import { acl } from './acl.js';
import { bibtex } from './bibtex.js';
import { dblp } from './dblp.js';
import { arxivJson } from './json/arxiv-json.js';
import { crossref } from './json/crossref.js';
import { cslJson } from './json/csl.js';
import { inspire } from './json/inspire.js';
import { orcid } from './json/orcid.js';
import { s2 } from './json/s2.js';
import { zotero } from './json/zotero.js';
import { jsonl } from './jsonl.js';
import { nbib } from './nbib/nbib.js';
import { openalex } from './openalex.js';
import { openalexParquet } from './parquet/openalex-parquet.js';
import { profile } from './profile.js';
import { ris } from './ris/ris.js';
import type { ColumnMapping, Source } from './source.js';
import { csv, hasColumns } from './tables/csv.js';
import { scopusCsv } from './tables/scopus-csv.js';
import { wosTab } from './wos/wos-tab.js';
import { wos } from './wos/wos.js';
import { arxiv } from './xml/arxiv.js';
import { inspireAuthors } from './xml/inspire-authors.js';
import { jats } from './xml/jats.js';
import { orcidXml } from './xml/orcid-xml.js';
import { pubmed } from './xml/pubmed.js';

/** Every source, in the order that decides between equally sure ones. */
export const SOURCES: readonly Source[] = [
  jsonl,
  openalex, openalexParquet, crossref, s2, zotero, cslJson, arxivJson, inspire, orcid,
  dblp, acl, pubmed, arxiv, inspireAuthors, jats, orcidXml,
  bibtex, ris, nbib, wos, wosTab, scopusCsv, csv,
  profile,
];

/** The source with this id. Throws a RangeError that lists the ids where there is none. */
export function sourceById(id: string): Source {
  const found = SOURCES.find((source) => source.id === id);
  if (found === undefined) throw new RangeError(`There is no format "${id}"; the formats are ${SOURCES.map((source) => source.id).join(', ')}.`);
  return found;
}

/** The source that is surest of a file beginning with `head`, the earlier of two equally sure ones; null where none is. */
export function detectSource(head: string, fileName: string): Source | null {
  let best: Source | null = null;
  let confidence = 0;
  for (const source of SOURCES) {
    const sure = source.detect(head, fileName);
    if (sure > confidence) {
      best = source;
      confidence = sure;
    }
  }
  return best;
}

/**
 * The same where the user has named columns of a table: a file with all of them is a table, and one that no format
 * recognises is taken for one too where it is named like one, so that reading it says which columns it has.
 */
export function detectTable(head: string, fileName: string, columns: ColumnMapping): Source | null {
  if (Object.keys(columns).length > 0 && hasColumns(head, columns)) return csv;
  return detectSource(head, fileName) ?? (/\.(?:csv|tsv|tab|txt)(?:\.gz)?$/i.test(fileName) ? csv : null);
}
