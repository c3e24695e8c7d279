/** An author's nearest surroundings as a still picture, which leads to the network view. */
import { navigate } from '../../address/address.js';
import { useAnswer } from '../../api/use-answer.js';
import { count, counted } from '../../design/numbers.js';
import { EgoPictureDocument } from '../../generated/graphql.js';
import { AuthorPicker } from '../../search/author-picker.js';
import type { PageAuthor } from './author-page.js';
import { graphOf, graphParams, type AuthorView } from './author-state.js';
import { drawingOf, PICTURE_HEIGHT, PICTURE_WIDTH } from './ego-drawing.js';
import './ego-picture.css';

/** The network view of an author's surroundings, under the page's graph. */
export function egoAddress(view: AuthorView, id: string): string {
  return `/network?${new URLSearchParams([['scope', 'ego'], ['author', id], ...graphParams(view.state)])}`;
}

/** The network view of the shortest ways from one author to another. */
function pathAddress(view: AuthorView, from: string, to: string): string {
  return `/network?${new URLSearchParams([['scope', 'path'], ['from', from], ['to', to], ...graphParams(view.state)])}`;
}

export function EgoPicture({ author, view }: { readonly author: PageAuthor; readonly view: AuthorView }) {
  const { data, failure, retry } = useAnswer(EgoPictureDocument, { id: author.id, graph: graphOf(view.state) });
  const address = egoAddress(view, author.id);
  const network = data?.network ?? null;
  const isAlone = network !== null && network.nodes.length <= 1;
  return (
    <section class="author-ego" aria-labelledby="ego-title">
      <h2 id="ego-title" class="visually-hidden">Surroundings</h2>
      {isAlone ? <p class="quiet small">Without collaborators in this graph there is nothing to draw.</p> : network === null ? (
        <div class="ego-room" role="status">{failure ? <><span>The picture could not be had. {failure.message}</span><button type="button" onClick={retry}>Try again</button></> : <span class="visually-hidden">Loading the picture …</span>}</div>
      ) : <Picture network={network} address={address} id={author.id} />}
      <p class="ego-links small">
        <a href={address}>Explore the network</a>
        <a href={`/network?${new URLSearchParams([['scope', 'authors'], ['authors', author.id], ...graphParams(view.state)])}`}>Pin in a network</a>
      </p>
      <AuthorPicker label="Find the path to" onChoose={({ id }) => navigate(pathAddress(view, author.id, id))} />
      {network !== null && network.nodeCount > network.nodes.length && <p class="quiet small">The picture shows {count(network.nodes.length)} of {counted(network.nodeCount, 'author')}: the nearest, then those with the strongest ties to authors one step nearer.</p>}
    </section>
  );
}

/** For the eye alone: the link beside it and the table of collaborators say the same to others. */
function Picture({ network, address, id }: { readonly network: Parameters<typeof drawingOf>[0]; readonly address: string; readonly id: string }) {
  const { nodes, edges, labels } = drawingOf(network, id);
  return (
    <a href={address} class="ego-picture" aria-hidden="true" tabIndex={-1}>
      <svg viewBox={`0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}`}>
        {edges.map(({ x1, y1, x2, y2, width }, index) => <line key={index} x1={x1} y1={y1} x2={x2} y2={y2} stroke-width={width} />)}
        {nodes.map(({ id: node, x, y, radius }) => <circle key={node} cx={x} cy={y} r={radius} class={node === id ? 'centre' : undefined} />)}
        {labels.map(({ id: node, x, y, text }) => <text key={node} x={x} y={y} text-anchor="middle" class={node === id ? 'centre' : undefined}>{text}</text>)}
      </svg>
    </a>
  );
}
