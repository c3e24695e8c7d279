/** Asks the reader for a key, where the server answers nobody else, or no longer the key that it had. */
import { useState } from 'preact/hooks';
import { keepKey, keptKey } from '../api/kept-key.js';
import { askWithKey } from '../api/server-state.js';
import { PageTitle } from '../design/page-title.js';

/** What can stand in a header, as keys do. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** @param reason the server's sentence */
export function KeyForm({ reason }: { readonly reason: string }) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const hadKey = keptKey() !== null;

  function use(given: string | null): void {
    if (given !== null && !SENDABLE.test(given)) setProblem('A key has no spaces and no letters beyond ASCII: copy it as it was given to you.');
    else if (keepKey(given)) askWithKey();
    else setProblem('This browser keeps nothing for this page, so that the key can\'t be kept: allow it to store data here.');
  }

  return (
    <section class="state">
      <PageTitle title="A key, please" />
      <p role={hadKey ? 'alert' : undefined}>{hadKey ? reason : 'This server answers only who has a key. Ask whoever runs it for one.'}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          use(key.trim());
        }}
      >
        <p>
          <label for="reader-key">Key</label>{' '}
          <input id="reader-key" type="password" autocomplete="off" spellcheck={false} required value={key} aria-describedby="reader-key-about" aria-invalid={problem !== null} onInput={(event) => setKey(event.currentTarget.value)} />{' '}
          <button type="submit">Use it</button>
        </p>
        <p id="reader-key-about" class="quiet small">It is kept until this tab is closed, and sent to this server alone.</p>
        {problem !== null && <p role="alert">{problem}</p>}
      </form>
      {hadKey && <p><button type="button" onClick={() => use(null)}>Go on without a key</button></p>}
    </section>
  );
}
