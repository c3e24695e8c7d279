/** The network year by year: papers, and authors who were new. */
import { YearBars } from '../../charts/year-bars.js';
import { counted } from '../../design/numbers.js';
import { Empty } from '../../design/states.js';
import type { OverviewPageQuery } from '../../generated/graphql.js';

type Years = NonNullable<NonNullable<OverviewPageQuery['corpus']['graph']>['growth']>;

export function Growth({ years }: { readonly years: Years }) {
  const dated = years.flatMap(({ year, ...rest }) => (year === null ? [] : [{ year, ...rest }]));
  const undated = years.find(({ year }) => year === null);
  if (dated.length === 0) return <Empty>No paper’s year is known, so that there is no growth to show.</Empty>;
  return (
    <>
      <h2>Papers by year</h2>
      <YearBars title="Papers by year" unit="Papers" inWords={(papers) => counted(papers, 'paper')} values={dated.map(({ year, paperCount }) => ({ year, value: paperCount }))} />
      <h2>Authors by the year of their first paper</h2>
      <YearBars title="New authors by year" unit="New authors" inWords={(authors) => counted(authors, 'new author')} values={dated.map(({ year, newAuthorCount }) => ({ year, value: newAuthorCount }))} />
      {undated !== undefined && <p class="quiet small">{counted(undated.paperCount, 'paper')} of unknown year {undated.paperCount === 1 ? 'stands' : 'stand'} in neither picture.</p>}
    </>
  );
}
