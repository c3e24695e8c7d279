/** What an author's kept papers say: the metrics of metrics/bibliometric, by the same definitions. */
import { countWhere, double, exactSum, wholeSum } from '../sql.js';
import type { Workspace } from '../workspace.js';

/** `bibliometrics`: a row per author of a kept paper. */
export async function makeBibliometrics(work: Workspace): Promise<void> {
  const listed = work.from('listed');
  const shared = 'author_count > 1';
  const counts = [
    'author',
    'count(*) AS paper_count',
    `${countWhere('author_count = 1 AND author_list_complete')} AS solo_paper_count`,
    `${countWhere('rank = 1')} AS first_author_count`,
    `${countWhere(`${shared} AND rank = author_count AND author_list_complete`)} AS last_author_count`,
    `${exactSum(`${double(1)} / author_count`)} AS fractional_paper_count`,
    `CAST(${wholeSum('author_count - 1')} AS DOUBLE) / count(*) AS mean_coauthors_per_paper`,
    `${wholeSum('citations')} AS citations`,
    `${exactSum('CAST(citations AS DOUBLE) / author_count')} AS fractional_citations`,
    `CASE WHEN ${countWhere(shared)} > 0 THEN CAST(${countWhere(`${shared} AND rank = 1`)} AS DOUBLE) / ${countWhere(shared)} END AS dominance_factor`,
    `CASE WHEN count(country_count) > 0 THEN CAST(${countWhere('country_count > 1')} AS DOUBLE) / count(country_count) END AS international_paper_share`,
    'min(year) AS first_year',
    'max(year) AS last_year',
  ];
  await work.make('paper_counts', `SELECT ${counts.join(', ')} FROM ${listed} AS listed GROUP BY author`);
  const place = 'OVER (PARTITION BY author ORDER BY citations DESC, paper';
  const ordered =
    `SELECT author, citations, CAST(row_number() ${place}) AS BIGINT) AS nth, CAST(sum(citations) ${place} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS so_far ` +
    `FROM ${listed} AS listed WHERE citations IS NOT NULL`;
  await work.make(
    'citation_indices',
    `SELECT author, ${countWhere('citations >= nth')} AS h_index, max(CASE WHEN so_far >= nth * nth THEN nth ELSE 0 END) AS g_index, ${countWhere('citations >= 10')} AS i10_index FROM (${ordered}) AS ordered GROUP BY author`,
  );
  const dated = (end: 'a' | 'b'): string => `SELECT ${end} AS node FROM ${work.from('pairs')} AS pairs WHERE first_year IS NOT NULL`;
  const collaborators = `SELECT node, count(*) AS dated FROM (${dated('a')} UNION ALL ${dated('b')}) AS ends GROUP BY node`;
  const career = '(counts.last_year - counts.first_year + 1)';
  await work.make(
    'bibliometrics',
    `SELECT counts.*, indices.h_index, indices.g_index, indices.i10_index, CAST(indices.h_index AS DOUBLE) / ${career} AS m_index, ` +
      `CASE WHEN counts.first_year IS NOT NULL THEN CAST(coalesce(met.dated, 0) AS DOUBLE) / ${career} END AS new_collaborators_per_year FROM ${work.from('paper_counts')} AS counts ` +
      `LEFT JOIN ${work.from('citation_indices')} AS indices ON indices.author = counts.author LEFT JOIN (${collaborators}) AS met ON met.node = counts.author`,
  );
  work.drop('paper_counts');
  work.drop('citation_indices');
}
