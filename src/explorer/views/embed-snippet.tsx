/** The lines of HTML that show the view in a page of somebody else. */
import { useEffect, useRef } from 'preact/hooks';
import { withEmbed } from '../address/embedding.js';
import { Disclosure } from './disclosure.js';

/** Text within a double-quoted attribute. */
const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * An iframe for a view: it runs its own scripts, speaks to its own server, and opens links in windows that are not held
 * to the frame's limits; it may not do more.
 * @param address absolute
 */
export function embedSnippet(address: string, title: string): string {
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="600" style="border:0" loading="lazy"\n  sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

function Panel() {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  const { origin, pathname, search } = window.location;
  return (
    <>
      <label>
        HTML for your page
        <textarea ref={field} class="embed-snippet" rows={6} readOnly value={embedSnippet(origin + withEmbed(pathname + search), document.title)} />
      </label>
      <p class="small">This server shows itself only in pages that it was told of: <code>coterie serve --embed-origin https://your.page</code>.</p>
    </>
  );
}

export function EmbedSnippet() {
  return <Disclosure label="Embed">{() => <Panel />}</Disclosure>;
}
