/** The collaboration that a reader clicked on: every joint paper under the graph. */
import { useEffect, useState } from 'preact/hooks';
import { useAnswer } from '../../../api/use-answer.js';
import { AuthorLink } from '../../../design/author-link.js';
import { count, counted } from '../../../design/numbers.js';
import { Failure, Loading } from '../../../design/states.js';
import { WrittenTitle } from '../../../design/written-title.js';
import { NetworkPairDocument } from '../../../generated/graphql.js';
import { pairWords } from '../picture.js';
import { graphOf } from '../question.js';
import type { NetworkChange, NetworkState } from '../state.js';

const PAGE = 20;
/** Largest page of the API: the rest is read on the page of either author. */
const MOST = 200;

interface PairPanelProps {
  readonly state: NetworkState;
  /** Joint papers by the end of the slider's year; null where it shows all years. */
  readonly then: { readonly year: number; readonly paperCount: number } | null;
  readonly onChange: (change: NetworkChange) => void;
}

export function PairPanel({ state, then, onChange }: PairPanelProps) {
  const [shown, setShown] = useState(PAGE);
  const key = state.pair.join(',');
  useEffect(() => setShown(PAGE), [key]);
  const { data, failure, isLoading, isStale, retry } = useAnswer(NetworkPairDocument, { authors: [...state.pair], graph: graphOf(state), first: shown });
  const close = <button type="button" aria-label="Close the panel" onClick={() => onChange({ pair: [] })}>×</button>;
  if (failure !== null) return <section class="network-panel" aria-label="Joint papers"><header>{close}</header><Failure message={failure.message} retry={retry} /></section>;
  if (data === null || (isStale && shown === PAGE)) return <section class="network-panel" aria-label="Joint papers"><Loading what="the joint papers" /></section>;
  const [first, second] = data.network.nodes.map(({ author }) => author);
  const edge = data.network.edges[0];
  const papers = edge?.papers;
  return (
    <section class="network-panel" aria-labelledby="network-pair">
      <header>
        <h2 id="network-pair">{first && <AuthorLink author={first} />}{second && <> and <AuthorLink author={second} /></>}</h2>
        {close}
      </header>
      {edge === undefined || papers === undefined ? <p>They have no joint paper under these filters.</p> : (
        <>
          <p>{pairWords({ paperCount: edge.paperCount, strength: edge.strength, firstYear: edge.firstYear ?? null, lastYear: edge.lastYear ?? null })}{then !== null && ` in all years; by the end of ${then.year}: ${counted(then.paperCount, 'paper')}`}</p>
          <ol class="network-papers">
            {papers.nodes.map(({ id, title, publicationYear, venue }) => (
              <li key={id}>
                <a href={`/paper/${encodeURIComponent(id)}`}><WrittenTitle text={title} /></a>{' '}
                <span class="quiet small">{publicationYear ?? 'year unknown'}{venue !== null && venue !== undefined && <>, <bdi lang="">{venue}</bdi></>}</span>
              </li>
            ))}
          </ol>
          {papers.nodes.length < papers.totalCount && (
            <p>
              {shown < MOST ? <button type="button" disabled={isLoading} onClick={() => setShown(Math.min(MOST, shown + 3 * PAGE))}>Show more</button> : null}{' '}
              <span class="quiet small">{count(papers.nodes.length)} of {count(papers.totalCount)}, latest first{shown < MOST ? '' : ': the rest stands on the pages of both authors'}</span>
            </p>
          )}
        </>
      )}
    </section>
  );
}
