/** Corpus: counts from the manifest, provenance from the store, vocabularies from the incidence. */
import { graphOf } from '../arguments/graph-spec.js';
import { titleKey } from '../../records/titles.js';
import { foldedTerms } from '../arguments/terms.js';
import { fieldsOf, typesOf, venuesOf, type Papers } from '../facets/paper-facets.js';
import { grouping, MAX_GROUPS, Tally } from '../facets/grouping.js';
import type { CorpusResolvers, Grouping, ImportedSourceConnectionResolvers, ImportProblemConnectionResolvers } from '../generated/resolvers.js';
import { UNKNOWN } from '../../graph/types.js';
import type { ImportedSource, Snapshot } from '../../snapshot/types.js';
import { rangeList, totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo, pageOf, type IndexPage } from '../paging/page.js';
import { toldEntry } from '../reads/ledger-entries.js';
import { serviceInfo } from './service.js';

function allPapers({ incidence }: Snapshot): Papers {
  return (visit) => {
    for (let paper = 0; paper < incidence.paperCount; paper++) visit(paper);
  };
}

/** Groups of a vocabulary's terms that contain a text; O(papers + terms). */
function containing(terms: readonly string[], text: string, limit: number, count: (add: (term: number) => void) => number): Grouping {
  const part = titleKey(text);
  const keys = foldedTerms(terms);
  const tally = new Tally<number>();
  tally.unknown = count((term) => {
    if (keys[term].includes(part)) tally.add(term);
  });
  return grouping(tally, limit, (term) => terms[term]);
}

export const Corpus: CorpusResolvers = {
  snapshot: (_, __, { snapshot: { manifest } }) => ({
    id: manifest.id,
    builtAt: manifest.builtAt,
    formatVersion: manifest.formatVersion,
    product: manifest.product,
  }),
  paperCount: (_, __, { snapshot }) => snapshot.manifest.counts.papers,
  authorCount: (_, __, { snapshot }) => snapshot.manifest.counts.authors,
  authorshipCount: (_, __, { snapshot }) => snapshot.manifest.counts.authorships,
  collaborationCount: (_, __, { snapshot }) => snapshot.manifest.counts.collaborations,
  componentCount: (_, __, { snapshot }) => snapshot.manifest.counts.components,
  largestComponent: (_, __, { snapshot }) => snapshot.manifest.counts.largestComponent,
  recordCount: (_, __, { snapshot }) => snapshot.manifest.counts.records,
  problemCount: (_, __, { snapshot }) => snapshot.manifest.counts.problems,
  incompleteAuthorListCount: (_, __, { snapshot }) => snapshot.manifest.counts.papersWithIncompleteAuthorList,
  identityMode: (_, __, { snapshot }) => snapshot.manifest.identityMode,
  versionMode: (_, __, { snapshot }) => snapshot.manifest.versionMode,
  groupMode: (_, __, { snapshot }) => snapshot.manifest.groupMode,
  sources(_, args, { snapshot, records }) {
    const sources = records.sources();
    return { page: pageOf(snapshot.id, rangeList('sources', sources.length), args), sources };
  },
  problems(_, { kind, ...args }, { snapshot, records }) {
    const counts = records.problemCounts().filter((each) => typeof kind !== 'string' || each.kind === kind);
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    return { page: pageOf(snapshot.id, rangeList(`problems ${kind ?? ''}`, total), args), kind: kind ?? null };
  },
  problemKinds: (_, __, { records }) => records.problemCounts().map(({ kind, count }) => ({ key: kind, displayName: kind, count })),
  ledger: (_, __, { records }) => records.ledger().map(toldEntry),
  types: (_, __, { snapshot }) => typesOf(snapshot, allPapers(snapshot), MAX_GROUPS),
  venues(_, { contains, limit }, { snapshot }) {
    if (typeof contains !== 'string') return venuesOf(snapshot, allPapers(snapshot), limit ?? 25);
    const { paperVenue } = snapshot.incidence;
    return containing(snapshot.vocabulary.venues, contains, limit ?? 25, (add) => {
      let unknown = 0;
      for (const venue of paperVenue) {
        if (venue === UNKNOWN) unknown += 1;
        else add(venue);
      }
      return unknown;
    });
  },
  fields(_, { contains, limit }, { snapshot }) {
    if (typeof contains !== 'string') return fieldsOf(snapshot, allPapers(snapshot), limit ?? 25);
    const { paperFields, paperFieldOffsets, paperCount } = snapshot.incidence;
    return containing(snapshot.vocabulary.fields, contains, limit ?? 25, (add) => {
      paperFields.forEach((field) => add(field));
      let unknown = 0;
      for (let paper = 0; paper < paperCount; paper++) if (paperFieldOffsets[paper] === paperFieldOffsets[paper + 1]) unknown += 1;
      return unknown;
    });
  },
  graph: (_, { spec }, context) => graphOf(context, spec, 'spec'),
  // Of an engine without choices; the engine puts its own in place of it.
  service: () => serviceInfo(),
};

function importedSource({ papers, persons, problems, ...source }: ImportedSource) {
  return { ...source, paperCount: papers, personCount: persons, problemCount: problems };
}

export const ImportedSourceConnection: ImportedSourceConnectionResolvers = {
  nodes: ({ page, sources }) => page.indices.map((place) => importedSource(sources[place])),
  edges: ({ page, sources }) => page.indices.map((place) => ({ cursor: cursorOf(page, place), node: importedSource(sources[place]) })),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
};

/** A page of places is contiguous: one read. */
function range({ indices }: IndexPage, kind: string | null) {
  return { ...(kind === null ? {} : { kind }), offset: indices[0] ?? 0, limit: indices.length };
}

export const ImportProblemConnection: ImportProblemConnectionResolvers = {
  nodes: ({ page, kind }, _, { records }) => records.problems(range(page, kind)),
  edges: ({ page, kind }, _, { records }) =>
    records.problems(range(page, kind)).map((node, i) => ({ cursor: cursorOf(page, page.indices[i]), node })),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
};
