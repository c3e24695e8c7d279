/** Whose network is drawn. */
import { useAnswer } from '../../../api/use-answer.js';
import { NetworkNamesDocument } from '../../../generated/graphql.js';
import { scopeKind } from '../question.js';
import { toScope } from '../scope-changes.js';
import { ALGORITHM_TITLES } from '../../../design/algorithm-titles.js';
import { ALGORITHMS, MOST_AUTHORS, NOTHING_SELECTED, type NetworkChange, type NetworkState, type ScopeKind } from '../state.js';
import type { MetricInfo } from '../use-picture.js';
import { AuthorPicker, type NamedAuthor } from './author-picker.js';
import { Choice, NumberField } from './fields.js';
import { MetricChoice } from './metric-choice.js';

const KINDS: ReadonlyArray<readonly [ScopeKind, string]> = [
  ['top', 'The first authors by a metric'],
  ['ego', 'Around one person'],
  ['path', 'The path between two people'],
  ['community', 'A community'],
  ['authors', 'People you pinned'],
];

/** Names of ids in the address; ids that nobody has stay nameless. */
export function useNames(ids: readonly string[]): ReadonlyMap<string, NamedAuthor & { readonly disambiguator?: string | null }> {
  const wanted = ids.filter((id) => id !== '').slice(0, 200);
  const { data } = useAnswer(NetworkNamesDocument, wanted.length === 0 ? null : { ids: wanted });
  const names = new Map<string, NamedAuthor & { readonly disambiguator?: string | null }>();
  data?.nodes.forEach((node, i) => {
    if (node !== null && 'displayName' in node) names.set(wanted[i], node as NamedAuthor);
  });
  return names;
}

interface ScopeFormProps {
  readonly state: NetworkState;
  readonly metrics: readonly MetricInfo[];
  readonly onChange: (change: NetworkChange) => void;
}

export function ScopeForm({ state, metrics, onChange }: ScopeFormProps) {
  const kind = scopeKind(state);
  const names = useNames(kind === 'ego' ? [state.author] : []);
  const chosen = (id: string): NamedAuthor | null => names.get(id) ?? (id === '' ? null : { id, displayName: id });
  const set = (change: NetworkChange) => onChange({ ...NOTHING_SELECTED, scope: kind, ...change });
  return (
    <div class="network-form">
      <Choice label="Draw" value={kind} options={KINDS} onValue={(scope) => onChange(toScope(state, scope))} />
      {kind === 'top' && (
        <>
          <MetricChoice label="First by" value={state.metric} metrics={metrics} onValue={(metric) => set({ metric })} />
          <NumberField label="How many" value={state.n} least={1} largest={MOST_AUTHORS} onValue={(n) => set({ n: n ?? 100 })} />
        </>
      )}
      {kind === 'ego' && (
        <>
          <AuthorPicker label="Who is in the middle" chosen={chosen(state.author)} onPick={({ id }) => set({ author: id })} />
          <Choice label="How far" value={String(state.radius)} options={[['1', 'Collaborators'], ['2', 'and their collaborators (2 steps)'], ['3', '3 steps'], ['4', '4 steps']]} onValue={(radius) => set({ radius: Number(radius) })} />
        </>
      )}
      {kind === 'path' && (
        <>
          <p class="quiet small">Its two ends are chosen above the picture.</p>
          <Choice label="Shortest by" value={state.distance} options={[['UNWEIGHTED', 'Number of steps'], ['INVERSE_STRENGTH', 'Closeness: 1/strength of each step']]} onValue={(distance) => set({ distance })} />
        </>
      )}
      {kind === 'community' && (
        <>
          <NumberField label="Number of the community (0 is the largest)" value={state.community} least={0} largest={1_000_000_000} onValue={(community) => set({ community: community ?? 0 })} />
          <Choice label="Found by" value={state.algorithm} options={ALGORITHMS.map((algorithm) => [algorithm, ALGORITHM_TITLES[algorithm]] as const)} onValue={(algorithm) => set({ algorithm, community: 0 })} />
          {(state.algorithm === 'LOUVAIN' || state.algorithm === 'LEIDEN') && <NumberField label="Resolution: larger gives smaller communities" value={state.resolution} least={0.000001} largest={100} step="any" onValue={(resolution) => set({ resolution: resolution ?? 1 })} />}
          {state.algorithm !== 'COMPONENTS' && <NumberField label="Seed" value={state.seed} least={0} largest={2_147_483_647} onValue={(seed) => set({ seed: seed ?? 1 })} />}
          <p class="small"><a href="/communities">All communities</a></p>
        </>
      )}
      {kind === 'authors' && state.authors.length === 0 && <p class="quiet">Nobody is pinned yet: add people below, or pin those that you select in a picture.</p>}
    </div>
  );
}
