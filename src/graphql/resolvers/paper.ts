/** Paper: facts come from its row, its text and author list through their own loaders, its persons from the incidence. */
import { FLAG_HAS_CODE } from '../../graph/types.js';
import type { PaperIdScheme, PartialDate } from '../../records/record.js';
import { graphOf } from '../arguments/graph-spec.js';
import type { PaperResolvers } from '../generated/resolvers.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { orderedList, rangeList } from '../paging/index-list.js';
import { pageOf } from '../paging/page.js';
import { paperUrl } from './id-urls.js';

const two = (part: number) => String(part).padStart(2, '0');

/** `2016`, `2016-08` or `2016-08-07`. */
function dateText({ year, month, day }: PartialDate): string {
  return [String(year).padStart(4, '0'), ...(month === null ? [] : [two(month)]), ...(day === null ? [] : [two(day)])].join('-');
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
  externalIds: ({ row }) =>
    (Object.entries(row.externalIds) as Array<[PaperIdScheme, string]>).map(([scheme, value]) => ({ scheme, value, url: paperUrl(scheme, value) })),
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
};
