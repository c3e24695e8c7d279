/** One view without the frame, to stand in a page of somebody else: below it what it is of, and the way to the whole. */
import { useAnswer } from '../../api/use-answer.js';
import { withoutEmbed } from '../../address/embedding.js';
import { RouteView } from '../../app/route-view.js';
import type { PageProps } from '../../app/routes.js';
import { counted } from '../../design/numbers.js';
import { NothingHere } from '../../design/states.js';
import { EmbedLineDocument } from '../../generated/graphql.js';
import './embed.css';

export function EmbedPage({ address }: PageProps) {
  const inner = { path: address.path.slice(1), params: address.params };
  const { data } = useAnswer(EmbedLineDocument, {});
  return (
    <>
      <div class="embed-view">{inner.path[0] === 'embed' ? <NothingHere what="a view within a view" /> : <RouteView address={inner} />}</div>
      <footer class="embed-line small">
        {data && <span class="quiet">{counted(data.corpus.paperCount, 'paper')} by {counted(data.corpus.authorCount, 'author')}</span>}
        <a href={withoutEmbed(window.location.pathname + window.location.search)} target="_blank" rel="noopener">Open in Coterie</a>
      </footer>
    </>
  );
}
