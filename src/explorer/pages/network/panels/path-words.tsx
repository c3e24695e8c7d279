/** The shortest ways between two people in words: how long, how many, and who stands in between. */
import { useAnswer } from '../../../api/use-answer.js';
import { AuthorLink } from '../../../design/author-link.js';
import { count, counted } from '../../../design/numbers.js';
import { NetworkPathDocument, type NetworkPathQuery } from '../../../generated/graphql.js';
import { graphOf } from '../question.js';
import { networkHref, type NetworkState } from '../state.js';

type Way = NonNullable<NetworkPathQuery['collaborationPath']>['paths'][number];

/** So many ways are written out; how many there are is said in any case. */
const LISTED = 10;

/** `2 steps; 3 shortest paths`; with closeness minimised, those are the closest ones and may differ in steps. */
export function pathSummary({ distance, pathCount }: { readonly distance: number; readonly pathCount: number }, minimised: NetworkState['distance']): string {
  const [one, more] = minimised === 'UNWEIGHTED' ? ['shortest path', 'shortest paths'] : ['closest path', 'closest paths'];
  return `${counted(distance, 'step')}; ${counted(pathCount, one, more)}`;
}

function Chain({ way: { authors, collaborations }, state }: { readonly way: Way; readonly state: NetworkState }) {
  return (
    <span class="network-chain">
      {authors.map((author, i) => (
        <span key={author.id}>
          {i > 0 && <> – <a href={networkHref(state, { pair: [authors[i - 1].id, author.id], person: '' })}>{counted(collaborations[i - 1].paperCount, 'joint paper')}</a> – </>}
          <AuthorLink author={author} />
        </span>
      ))}
    </span>
  );
}

/** Nothing where there is no way, which a notice says, or both ends are one. */
export function PathWords({ state }: { readonly state: NetworkState }) {
  const { from, to, distance: minimised } = state;
  const { data, isStale } = useAnswer(NetworkPathDocument, from === '' || to === '' ? null : { from, to, graph: graphOf(state), distance: minimised, first: LISTED });
  const answer = data?.collaborationPath;
  if (answer?.distance === null || answer?.distance === undefined || answer.distance === 0) return null;
  const [first, ...others] = answer.paths;
  const unlisted = answer.pathCount - answer.paths.length;
  return (
    <div class="network-path-words" aria-busy={isStale}>
      <p><strong>{pathSummary({ distance: answer.distance, pathCount: answer.pathCount }, minimised)}</strong>{others.length > 0 ? ', the first of them:' : ':'} <Chain way={first} state={state} /></p>
      {others.length > 0 && (
        <details>
          <summary>{unlisted > 0 ? `${count(others.length)} of the other ${count(answer.pathCount - 1)}` : others.length === 1 ? 'The other one' : `The other ${count(others.length)}`}</summary>
          <ol start={2}>{others.map((way, i) => <li key={i}><Chain way={way} state={state} /></li>)}</ol>
        </details>
      )}
    </div>
  );
}
