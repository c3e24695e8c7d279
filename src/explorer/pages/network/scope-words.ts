/** The picture's heading, and who stands out in its scope. */
import { ALGORITHM_TITLES } from '../../design/algorithm-titles.js';
import { count, counted } from '../../design/numbers.js';
import { scopeKind } from './question.js';
import type { PersonRow, Rows } from './rows.js';
import type { NetworkState } from './state.js';

/** The two ends of a path; `to` undefined where both are one person. */
export function pathEnds(state: Pick<NetworkState, 'to'>, { people, byId }: Rows): { readonly from: PersonRow | undefined; readonly to: PersonRow | undefined } {
  const [from, ...others] = people;
  const farthest = others.reduce<PersonRow | undefined>((best, each) => (best === undefined || (each.distance ?? Infinity) > (best.distance ?? Infinity) ? each : best), undefined);
  const named = byId.get(state.to);
  return { from, to: named === from ? undefined : (named ?? farthest) };
}

/** Ids that are ringed: the middle of an ego network, both ends of a path. */
export function centresOf(state: NetworkState, rows: Rows): ReadonlySet<string> {
  const kind = scopeKind(state);
  if (kind === 'ego') return new Set(rows.people.slice(0, 1).map(({ id }) => id));
  if (kind !== 'path') return new Set();
  const { from, to } = pathEnds(state, rows);
  return new Set([from, to].flatMap((end) => (end === undefined ? [] : [end.id])));
}

/** The heading as plain text. Rows null while the people are awaited. */
export function headingOf(state: NetworkState, rows: Rows | null, titles: ReadonlyMap<string, string>): string {
  switch (scopeKind(state)) {
    case 'ego': {
      const centre = rows?.people[0]?.name;
      return centre === undefined ? 'Network of one person' : `Network of ${centre}`;
    }
    case 'path': {
      const { from, to } = rows === null ? { from: undefined, to: undefined } : pathEnds(state, rows);
      return from === undefined ? 'Path between two people' : `Path from ${from.name} to ${(to ?? from).name}`;
    }
    case 'community':
      return `Community ${state.community}${state.algorithm === 'LOUVAIN' ? '' : ` by ${ALGORITHM_TITLES[state.algorithm]}`}`;
    case 'top':
      return rows !== null && rows.people.length < state.n ? `All ${counted(rows.people.length, 'author')}` : `Top ${count(state.n)} authors: ${titles.get(state.metric) ?? state.metric}`;
    default:
      return 'Pinned people';
  }
}
