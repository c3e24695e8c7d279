/** Paper: facts come from its row, its text and author list through their own loaders, its persons from the incidence. */
import { FLAG_HAS_CODE } from '../../graph/types.js';
import { CONFLICT_RULES, type PaperVersion as StoredVersion } from '../../corpus/merge-facts.js';
import { dateText } from '../../records/dates.js';
import { stageOfRecord } from '../../corpus/merge-preference.js';
import type { PaperId } from '../../records/ids.js';
import { PAPER_ID_SCHEMES } from '../../records/record.js';
import type { PaperRow } from '../../snapshot/types.js';
import { graphOf } from '../arguments/graph-spec.js';
import type { PaperResolvers } from '../generated/resolvers.js';
import { papersAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { orderedList, rangeList } from '../paging/index-list.js';
import { pageOf } from '../paging/page.js';
import { paperUrl } from './id-urls.js';

/** The version that a paper of a single record is. */
function onlyVersion({ title, date, venue, type, externalIds, sources }: PaperRow): StoredVersion {
  const ids = PAPER_ID_SCHEMES.flatMap((scheme) => (externalIds[scheme] === undefined ? [] : [{ scheme, value: externalIds[scheme] }]));
  return { stage: stageOfRecord({ externalIds, type, venue }), title, date, venue, type, ids, sources: sources.map((_, at) => at) };
}

/** Every id of the paper, by scheme; of several in a scheme the preferred record's first. */
function allIdsOf({ externalIds, otherIds }: PaperRow): PaperId[] {
  return PAPER_ID_SCHEMES.flatMap((scheme) => [
    ...(externalIds[scheme] === undefined ? [] : [{ scheme, value: externalIds[scheme] }]),
    ...otherIds.filter((id) => id.scheme === scheme),
  ]);
}

export const Paper: PaperResolvers = {
  __isTypeOf: (parent) => parent.kind === 'paper',
  id: ({ row }) => row.id,
  title: ({ row }) => row.title,
  publicationYear: ({ row }) => row.date?.year ?? null,
  publicationDate: ({ row }) => (row.date ? dateText(row.date) : null),
  datePrecision: ({ row }) => (row.date ? (row.date.day !== null ? 'DAY' : row.date.month !== null ? 'MONTH' : 'YEAR') : null),
  venue: ({ row }) => row.venue,
  type: ({ row }) => row.type,
  fields: ({ row }) => [...row.fields],
  externalIds: ({ row }) => allIdsOf(row).map(({ scheme, value }) => ({ scheme, value, url: paperUrl(scheme, value) })),
  doi: ({ row }) => row.externalIds.doi ?? null,
  abstract: ({ index }, _, { loaders }) => loaders.abstracts.load(index),
  authorships: ({ index, row }, args, { snapshot, loaders }) => ({
    page: pageOf(snapshot.id, rangeList(`authorships of ${row.id}`, row.mentionCount), args),
    at: (place) => whenLoaded(loaders.authorships.load(index), (rows) => ({ paper: index, row: rows[place] })),
  }),
  async authors({ index, row }, args, context) {
    const { paperOffsets, paperAuthors } = context.snapshot.incidence;
    const authors = paperAuthors.subarray(paperOffsets[index], paperOffsets[index + 1]);
    const list = orderedList(`authors of ${row.id}`, authors, null);
    return { page: pageOf(context.snapshot.id, list, args), graph: await graphOf(context, null) };
  },
  authorsCount: ({ index }, _, { snapshot }) => snapshot.incidence.paperOffsets[index + 1] - snapshot.incidence.paperOffsets[index],
  authorListComplete: ({ row }) => row.authorListComplete,
  citedByCount: ({ row }) => row.citationCount?.value ?? null,
  citationSource: ({ row }) => (row.citationCount ? { source: row.citationCount.source, asOf: row.citationCount.asOf } : null),
  links: ({ row }) => [...row.links],
  hasCode: ({ index }, _, { snapshot }) => (snapshot.incidence.paperFlags[index] & FLAG_HAS_CODE) !== 0,
  scores: ({ row }) => row.scores.map(({ name, value, unit }) => ({ name, value, unit, source: row.sources[0] })),
  sources: ({ row }) => [...row.sources],
  mergeReasons: ({ row }) => [...row.mergeReasons],
  conflicts: ({ row }) =>
    row.conflicts.map(({ field, shown, values }) => ({
      field,
      shown,
      rule: CONFLICT_RULES[field],
      values: values.map(({ value, sources }) => ({ value, sources: sources.map((at) => row.sources[at]) })),
    })),
  versions: ({ row }) =>
    (row.versions.length > 0 ? row.versions : [onlyVersion(row)]).map(({ stage, title, date, venue, type, ids, sources }) => ({
      stage,
      title,
      publicationDate: date === null ? null : dateText(date),
      venue,
      type,
      externalIds: ids.map(({ scheme, value }) => ({ scheme, value, url: paperUrl(scheme, value) })),
      sources: sources.map((at) => row.sources[at]),
    })),
  otherVersions: ({ row }, _, context) => papersAt(context, row.otherVersions),
};
