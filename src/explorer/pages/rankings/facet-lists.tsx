/** How the list divides by field, venue and years: each choice with its count, and what is chosen as chips to take off. */
import { useAnswer } from '../../api/use-answer.js';
import { count, counted } from '../../design/numbers.js';
import { RankingFacetsDocument, type RankingGroupsFragment } from '../../generated/graphql.js';
import { FACETS, filterOf, graphOf, rankingAddress, type Facet, type RankingState } from './ranking-state.js';

const TITLES: Readonly<Record<Facet, string>> = { field: 'Field', venue: 'Venue', firstYear: 'First year', lastYear: 'Last year' };
const SHOWN = 12;

/** Years read in their order, latest first; other groups by size, as they come. */
function inOrder(facet: Facet, groups: RankingGroupsFragment['groups']): RankingGroupsFragment['groups'] {
  return facet === 'field' || facet === 'venue' ? groups : groups.toSorted((a, b) => Number(b.key) - Number(a.key));
}

function Choices({ state, facet, groups }: { readonly state: RankingState; readonly facet: Facet; readonly groups: RankingGroupsFragment['groups'] }) {
  const chosen = state[facet];
  return (
    <ul>
      {groups.map(({ key, displayName, count: authors }) => {
        const isChosen = chosen.includes(key);
        const next = isChosen ? chosen.filter((each) => each !== key) : [...chosen, key];
        return (
          <li key={key}>
            <a href={rankingAddress(state, { [facet]: next })} aria-current={isChosen ? 'true' : undefined}><bdi title={facet === 'field' ? 'As the source writes it' : undefined}>{displayName}</bdi></a> <span class="quiet">{count(authors)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function FacetList({ state, facet, grouping }: { readonly state: RankingState; readonly facet: Facet; readonly grouping: RankingGroupsFragment }) {
  const groups = inOrder(facet, grouping.groups);
  const unlisted = grouping.groupCount - groups.length;
  return (
    <section aria-label={TITLES[facet]}>
      <h3>{TITLES[facet]}</h3>
      {groups.length === 0 ? <p class="quiet small">None is known.</p> : <Choices state={state} facet={facet} groups={groups.slice(0, SHOWN)} />}
      {groups.length > SHOWN && (
        <details>
          <summary>{count(groups.length - SHOWN)} more</summary>
          <Choices state={state} facet={facet} groups={groups.slice(SHOWN)} />
          {unlisted > 0 && <p class="quiet small">{unlisted === 1 ? 'A smaller one is' : `${count(unlisted)} smaller ones are`} not listed.</p>}
        </details>
      )}
      {grouping.unknownCount > 0 && groups.length > 0 && <p class="quiet small">Not known of {counted(grouping.unknownCount, 'author')}.</p>}
    </section>
  );
}

/** What narrows the list now, each to be taken off. */
export function Chips({ state }: { readonly state: RankingState }) {
  const chips = [
    ...(state.name.trim() === '' ? [] : [{ words: `Name: ${state.name}`, to: rankingAddress(state, { name: '' }) }]),
    ...FACETS.flatMap((facet) => state[facet].map((value) => ({ words: `${TITLES[facet]}: ${value}`, to: rankingAddress(state, { [facet]: state[facet].filter((each) => each !== value) }) }))),
  ];
  if (chips.length === 0) return null;
  return (
    <ul class="rankings-chips" aria-label="Narrowed by">
      {chips.map(({ words, to }) => <li key={words}><a href={to}><span class="visually-hidden">Take off </span><bdi>{words}</bdi> <span aria-hidden="true">×</span></a></li>)}
      {chips.length > 1 && <li><a href={rankingAddress(state, { name: '', field: [], venue: [], firstYear: [], lastYear: [] })}>Take off all</a></li>}
    </ul>
  );
}

export function FacetLists({ state }: { readonly state: RankingState }) {
  const { data, failure } = useAnswer(RankingFacetsDocument, {
    field: filterOf(state, 'field'), venue: filterOf(state, 'venue'), firstYear: filterOf(state, 'firstYear'), lastYear: filterOf(state, 'lastYear'), graph: graphOf(state),
  });
  if (failure) return <aside class="rankings-facets" aria-label="Narrow the list"><p class="small">How the list divides can’t be said: {failure.message}</p></aside>;
  return (
    <aside class="rankings-facets" aria-label="Narrow the list">
      <h2>Narrow the list</h2>
      {FACETS.map((facet) => {
        const grouping = data?.[facet]?.groupBy;
        return grouping && <FacetList key={facet} state={state} facet={facet} grouping={grouping} />;
      })}
    </aside>
  );
}
