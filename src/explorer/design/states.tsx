/** What a page shows while it has nothing to show: each state has a look of its own. */
import type { ComponentChildren } from 'preact';
import { PageTitle } from './page-title.js';

/** Something is awaited. Said to screen readers, and drawn as a still block where motion is not wanted. */
export function Loading({ what }: { readonly what: string }) {
  return <p class="state loading" role="status">Loading {what} …</p>;
}

/** Nothing answers to an address or id. `children` say how to go on. */
export function NothingHere({ what, children }: { readonly what: string; readonly children?: ComponentChildren }) {
  return (
    <section class="state nothing">
      <PageTitle title="Nothing is here" />
      <p>There is nothing for {what}.</p>
      {children}
      <p><a href="/">Go to the start page</a> to search for a person or a paper.</p>
    </section>
  );
}

/** A list that is rightly empty. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="state empty">{children}</p>;
}

/** Something went wrong, in a sentence, with a way to try again. */
export function Failure({ message, retry }: { readonly message: string; readonly retry?: () => void }) {
  return (
    <section class="state failure" role="alert">
      <h2>That did not work</h2>
      <p>{message}</p>
      {retry && <button type="button" onClick={retry}>Try again</button>}
    </section>
  );
}

/** Something that a reader should know about what is shown. */
export function Notice({ children }: { readonly children: ComponentChildren }) {
  return <p class="notice" role="note">{children}</p>;
}
