/**
 * The explorer panel: every field of the schema with a box to tick. GraphiQL's plugin draws ticks as pictures in spans
 * that only a mouse can reach; here they become check boxes to the keyboard and to screen readers, and inputs get names.
 */
import { explorerPlugin } from '@graphiql/plugin-explorer';
import type { GraphiQLPlugin } from '@graphiql/react';
import { useEffect, useRef, type KeyboardEvent } from 'react';

const TICKED = 'data-ticked';
/** What the plugin listens to clicks on. */
const TICKABLE = 'span[style*="cursor: pointer"]';

function Tick({ isTicked }: { readonly isTicked: boolean }) {
  return (
    <svg className="fields-tick" {...(isTicked ? { [TICKED]: '' } : {})} aria-hidden="true" viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" strokeWidth="1.5">
      <rect x="1.5" y="1.5" width="13" height="13" rx="2" />
      {isTicked && <path d="m4.5 8 2.5 2.5 4.5-5" strokeWidth="2" />}
    </svg>
  );
}

function Arrow({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <svg className="fields-tick" {...(isOpen ? { [TICKED]: '' } : {})} aria-hidden="true" viewBox="0 0 16 16" width="14" height="14" fill="currentColor">
      <path d={isOpen ? 'M2.5 5h11L8 12z' : 'M5 2.5v11L12 8z'} />
    </svg>
  );
}

const plugin = explorerPlugin({
  showAttribution: false,
  checkboxChecked: <Tick isTicked />,
  checkboxUnchecked: <Tick isTicked={false} />,
  arrowOpen: <Arrow isOpen />,
  arrowClosed: <Arrow isOpen={false} />,
});

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Roles, states and names for what the plugin has drawn. */
function tell(root: HTMLElement): void {
  for (const span of root.querySelectorAll(TICKABLE)) {
    set(span, 'role', 'checkbox');
    set(span, 'tabindex', '0');
    set(span, 'aria-checked', String(span.querySelector(`[${TICKED}]`) !== null));
  }
  for (const input of root.querySelectorAll('input, select')) {
    const argument = input.closest('[data-arg-name]')?.getAttribute('data-arg-name');
    set(input, 'aria-label', argument ?? (input.closest('.graphiql-operation-title-bar') ? 'Name of the operation' : input.tagName === 'SELECT' ? 'Kind of operation to add' : 'Value'));
  }
  const add = root.querySelector('.graphiql-explorer-actions button');
  if (add) set(add, 'aria-label', 'Add the operation');
}

function FieldExplorer() {
  const place = useRef<HTMLDivElement>(null);
  const Fields = plugin.content;

  useEffect(() => {
    const root = place.current;
    if (root === null) return undefined;
    const observer = new MutationObserver(() => tell(root));
    observer.observe(root, { childList: true, subtree: true });
    tell(root);
    return () => observer.disconnect();
  }, []);

  function tickByKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if ((event.key !== ' ' && event.key !== 'Enter') || target.getAttribute('role') !== 'checkbox') return;
    event.preventDefault();
    target.click();
  }

  return (
    <section className="fields" ref={place} aria-label="Fields" onKeyDown={tickByKey}>
      <h2>Fields</h2>
      <p>Tick what the query is to ask for.</p>
      <Fields />
    </section>
  );
}

export const FIELD_EXPLORER: GraphiQLPlugin = { ...plugin, title: 'Field Explorer', content: FieldExplorer };
