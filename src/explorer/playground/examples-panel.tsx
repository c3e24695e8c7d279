/** The menu of example queries: a panel of the editor, in groups; one that is picked opens in a tab of its own. */
import { pick, useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { EXAMPLES } from './examples/all.js';
import type { CorpusFacts } from './examples/corpus-facts.js';
import { type Example, Lacking, textOf } from './examples/example.js';

/** As in playground.css: there the panel takes the editor's place. */
const NARROW = '(max-width: 700px)';

function Entry({ example, facts }: { readonly example: Example; readonly facts: CorpusFacts }) {
  const { tabs, queryEditor } = useGraphiQL(pick('tabs', 'queryEditor'));
  const actions = useGraphiQLActions();
  const lacking = example.operation(facts);

  function open(): void {
    const text = textOf(example, facts);
    const there = tabs.findIndex(({ query }) => query === text);
    if (there >= 0) actions.changeTab(there);
    else {
      actions.addTab();
      queryEditor?.setValue(text);
      // The editor tells the tab after a pause, until when it would have no name.
      actions.updateActiveTabValues({ query: text });
    }
    if (window.matchMedia(NARROW).matches) {
      actions.setVisiblePlugin(null);
      document.querySelector<HTMLElement>('.graphiql-execute-button')?.focus();
    }
  }

  if (lacking instanceof Lacking) {
    return (
      <li className="examples-entry">
        <span className="examples-title">{example.title}</span>
        <span className="examples-about">{lacking.why}</span>
      </li>
    );
  }
  return (
    <li className="examples-entry">
      <button type="button" className="examples-title" onClick={open}>{example.title}</button>
      <span className="examples-about">{example.about}</span>
    </li>
  );
}

function Menu({ facts, problem }: { readonly facts: CorpusFacts | null; readonly problem: string | null }) {
  return (
    <section aria-label="Example queries" className="examples">
      <h2>Example queries</h2>
      {facts === null
        ? <p role="alert">The corpus could not be asked for examples: {problem} Load this page again once it can be.</p>
        : (
            <>
              <p>They are about people and papers of the corpus that is loaded. Each opens in a tab of its own; run it with the button beside it.</p>
              {EXAMPLES.map(({ title, examples }) => (
                <section key={title}>
                  <h3>{title}</h3>
                  <ul>{examples.map((example) => <Entry key={example.name} example={example} facts={facts} />)}</ul>
                </section>
              ))}
            </>
          )}
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M9 6h11M9 12h11M9 18h7" />
      <path d="m3 5 1 1 2-2M3 11l1 1 2-2M3 17l1 1 2-2" />
    </svg>
  );
}

/** @param problem why `facts` are null */
export function examplesPanel(facts: CorpusFacts | null, problem: string | null): GraphiQLPlugin {
  return { title: 'Example queries', icon: Icon, content: () => <Menu facts={facts} problem={problem} /> };
}
