/** What stands in the picture's place while there is none. */
import { Failure, Loading } from '../../design/states.js';
import { whatIsMissing } from './words.js';
import type { NetworkChange, NetworkState } from './state.js';
import type { PictureAnswer } from './use-picture.js';

interface TroubleProps {
  readonly state: NetworkState;
  readonly answer: Pick<PictureAnswer, 'variables' | 'failure' | 'computing' | 'retry'>;
  readonly onChange: (change: NetworkChange) => void;
}

export function Trouble({ state, answer: { variables, failure, computing, retry }, onChange }: TroubleProps) {
  if (variables === null) return <p class="network-stage state empty">{whatIsMissing(state)}</p>;
  if (failure === null) return <div class="network-stage">{computing.length === 0 && <Loading what="the network" />}</div>;
  const { argument, value } = failure.errors[0]?.extensions ?? {};
  switch (failure.code) {
    case 'NOT_FOUND':
      return (
        <section class="network-stage state nothing" role="alert">
          <h2>Nobody is found</h2>
          <p>No author has the id “{typeof value === 'string' ? value : ''}”.</p>
          <p>Choose somebody else under “Whose network”, or <a href="/search">search the corpus</a>.</p>
        </section>
      );
    case 'NO_SNAPSHOT':
      return (
        <section class="network-stage state empty">
          <p>{failure.message}</p>
          <p><button type="button" onClick={retry}>Try again</button></p>
        </section>
      );
    case 'COST_LIMIT':
      return (
        <section class="network-stage state failure" role="alert">
          <h2>This picture is too large</h2>
          <p>{failure.message}</p>
          <p><button type="button" onClick={() => onChange({ maxNodes: 500, maxEdges: 5000, ...(state.scope === 'top' ? { n: Math.min(state.n, 500) } : {}) })}>Draw 500 authors</button></p>
        </section>
      );
    default:
      return argument === 'scope.community.id' ? (
        <section class="network-stage state nothing" role="alert">
          <h2>There is no community {state.community}</h2>
          <p>{/but (.*)$/.exec(failure.message)?.[1].replace(/^./, (letter) => letter.toUpperCase()) ?? failure.message}</p>
          <p><a href="/communities">See which communities there are</a></p>
        </section>
      ) : <section class="network-stage"><Failure message={failure.message} retry={retry} /></section>;
  }
}
