/** Catches what a page throws, so that the frame stays and the reader can go on or tell somebody. */
import { Component, type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { PageTitle } from '../design/page-title.js';
import { serverState } from '../api/server-state.js';

interface Props {
  /** Another place is another try. */
  readonly place: string;
  readonly children: ComponentChildren;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | null; readonly place: string }> {
  override state = { error: null as Error | null, place: this.props.place };

  static override getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate({ place }: Props): void {
    if (place !== this.props.place && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <PageBroke error={error} again={() => this.setState({ error: null })} />;
  }
}

/** What a report needs; the address is in it, which may name whom the reader looked at, so nothing is sent by itself. */
function report(error: Error): string {
  return [
    `Coterie: a page of the explorer broke at ${new Date().toISOString()}`,
    `Address: ${window.location.pathname}${window.location.search}`,
    `Snapshot: ${serverState().shownSnapshot ?? 'unknown'}`,
    `Browser: ${navigator.userAgent}`,
    error.stack ?? `${error.name}: ${error.message}`,
  ].join('\n');
}

function PageBroke({ error, again }: { readonly error: Error; readonly again: () => void }) {
  const [text] = useState(() => report(error));
  const [isCopied, setCopied] = useState(false);
  return (
    <section class="state failure" role="alert">
      <PageTitle title="This page broke" />
      <p>That is a fault of the explorer, not yours. The corpus is untouched, and the other pages still work.</p>
      <p class="row">
        <button type="button" onClick={again}>Try again</button>
        <button type="button" onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => setCopied(false))}>Copy what happened</button>
        <span class="quiet small" role="status">{isCopied ? 'Copied' : ''}</span>
      </p>
      <details>
        <summary>What happened</summary>
        <p class="quiet small">Nothing of this was sent anywhere. It names the address of this page.</p>
        <pre class="report">{text}</pre>
      </details>
    </section>
  );
}
