/** The papers of a snapshot as the works that the pipeline reads, with the authors that identity decided on. */
import type { WorkMention, WorkRow } from '../pipeline/works-file.js';
import { dateText } from '../records/dates.js';
import type { PersonIds } from '../records/record.js';
import { countryCount } from '../snapshot/paper-table.js';
import type { AuthorDetails, AuthorRow, AuthorshipRow, PaperRow, Snapshot } from '../snapshot/types.js';
import type { ToldAuthor, ToldMention, ToldPaper } from './told.js';

/** Papers read at once. */
const BATCH = 500;

/** An object or list as JSON; null where it has nothing in it. */
function jsonOf(value: object): string | null {
  return Object.keys(value).length === 0 ? null : JSON.stringify(value);
}

/** Facts of which some may be unknown. */
type OrUnknown<T> = { readonly [K in keyof T]: T[K] | null };

/** Only what says something. */
function filled<T extends object>(facts: OrUnknown<T>): Partial<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))) as Partial<T>;
}

/** The ids of authors, one of each scheme a mention: of several the next with each further mention, so that none is lost. */
class IdsInTurn {
  readonly #seen = new Map<number, number>();

  of(author: number, values: Readonly<Record<string, readonly string[] | undefined>>): PersonIds {
    const several = Object.values(values).some((each) => each !== undefined && each.length > 1);
    const turn = several ? this.#seen.get(author) ?? 0 : 0;
    if (several) this.#seen.set(author, turn + 1);
    return Object.fromEntries(Object.entries(values).flatMap(([scheme, each]) => (each === undefined || each.length === 0 ? [] : [[scheme, each[turn % each.length]]])));
  }
}

/** What of a paper's row has no column of its own, by the names of PaperRow; other versions by their ids; and under which choices the corpus was resolved. */
function detailsOf(paper: PaperRow, otherVersions: readonly string[], choices: ToldPaper['choices'] | null): string | null {
  const { otherIds, unlistedNames, links, scores, sources, mergeReasons, conflicts, versions } = paper;
  return jsonOf(filled<ToldPaper>({ otherIds, unlistedNames, links, scores, sources, mergeReasons, conflicts, versions, otherVersions, choices }));
}

/** What is known of an author beside mentions. The ledger stays with the corpus: what rests on it is told in words. */
function authorOf({ displayName, disambiguator }: AuthorRow, { confidence, ambiguous, evidence, affiliations, reportedFields, reported, nameVariants, distinctFrom = [] }: AuthorDetails): ToldAuthor {
  return filled<ToldAuthor>({
    confidence, displayName, ambiguous, disambiguator, affiliations, reportedFields, reported, distinctFrom, evidence: evidence.map((each) => ({ ...each, ledgerEntryId: null })), nameVariants: nameVariants.filter(({ count }) => count === 0),
  });
}

/** Every paper of a snapshot, in order. Memory: 500 papers, a byte an author, and a number for each of several ids of one scheme. */
export function* worksOf({ records, manifest: { identityMode, versionMode }, incidence: { paperCount, authorCount } }: Snapshot): Generator<WorkRow> {
  const choices = identityMode === null || versionMode === null ? null : { identityMode, versionMode };
  const ids = new IdsInTurn();
  const isTold = new Uint8Array(authorCount);
  for (let start = 0; start < paperCount; start += BATCH) {
    const indices = Array.from({ length: Math.min(BATCH, paperCount - start) }, (_, at) => start + at);
    const [papers, abstracts, lists] = [records.papers(indices), records.abstracts(indices), records.authorships(indices)];
    const authors = [...new Set(lists.flatMap((list) => list.flatMap(({ author }) => author ?? [])))];
    const rowOf = new Map(records.authors(authors).map((row) => [row.index, row]));
    const knownOf = new Map(records.authorDetails(authors).map((known) => [known.index, known]));
    const told = (author: number | null): ToldAuthor | null => {
      const [row, known] = author === null || isTold[author] === 1 ? [] : [rowOf.get(author), knownOf.get(author)];
      if (author === null || row === undefined || known === undefined) return null;
      isTold[author] = 1;
      return authorOf(row, known);
    };
    const mentionOf = ({ author, rawName, position, kind, isCorresponding, affiliations, parts, alsoWritten }: AuthorshipRow): WorkMention => ({
      position, raw_name: rawName, is_group: kind === 'GROUP', is_corresponding: isCorresponding,
      affiliations: jsonOf(affiliations),
      external_ids: author === null ? null : jsonOf(ids.of(author, knownOf.get(author)?.externalIds ?? {})),
      name_parts: parts === null ? null : jsonOf(filled(parts)),
      details: jsonOf(filled<ToldMention>({ alsoWritten })),
      author_details: jsonOf(told(author) ?? {}),
      author_key: author === null ? null : rowOf.get(author)?.id ?? null,
    });
    for (const [at, paper] of papers.entries()) {
      const versions = paper.otherVersions.length === 0 ? [] : records.papers(paper.otherVersions).map(({ id }) => id);
      yield {
        work_id: paper.id, title: paper.title, abstract: abstracts[at],
        year: paper.date?.year ?? null, date: paper.date === null ? null : dateText(paper.date), venue: paper.venue, type: paper.type,
        fields: jsonOf(paper.fields), citations: paper.citationCount?.value ?? null, citation_source: paper.citationCount?.source ?? null, citations_as_of: paper.citationCount?.asOf ?? null,
        external_ids: jsonOf(paper.externalIds), author_list_complete: paper.authorListComplete, has_code: paper.links.some(({ kind }) => kind === 'CODE'),
        country_count: countryCount(lists[at]) || null, details: detailsOf(paper, versions, choices),
        mentions: lists[at].map(mentionOf),
      };
    }
  }
}
