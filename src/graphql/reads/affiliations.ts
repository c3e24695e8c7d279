/** A person's affiliations, as person records and the papers state them. */
import type { Affiliation } from '../../records/record.js';
import type { RequestContext } from '../context.js';

/** Each institution once, those of person records first, then those of papers, latest paper first. One read of the author's papers' lists. */
export async function affiliationsOf({ snapshot, loaders }: RequestContext, author: number): Promise<Affiliation[]> {
  const { authorOffsets, authorPapers, paperYear } = snapshot.incidence;
  const papers = Array.from(authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1])).toSorted((a, b) => paperYear[b] - paperYear[a] || a - b);
  const [{ affiliations }, lists] = await Promise.all([loaders.authorDetails.load(author), loaders.authorships.loadMany(papers)]);
  const found = new Map<string, Affiliation>();
  const mentions = lists.flatMap((rows) => rows.filter((row) => row.author === author));
  for (const each of [...affiliations, ...mentions.flatMap((mention) => mention.affiliations)]) {
    const key = each.ror ?? each.name;
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()];
}
