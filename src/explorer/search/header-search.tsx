/** The search of the header: takes whoever or whatever is chosen as the next page, and the text itself to the search page. */
import { useEffect, useState } from 'preact/hooks';
import { navigate, useAddress } from '../address/address.js';
import { Combobox } from './combobox.js';

export const HEADER_SEARCH_ID = 'header-search';

/** The page with everything that is found for a text. */
export function searchAddress(text: string): string {
  return `/search?${new URLSearchParams({ q: text })}`;
}

function takesText(element: Element | null): boolean {
  return element !== null && (element.matches('input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select') || (element instanceof HTMLElement && element.isContentEditable));
}

export function HeaderSearch() {
  const { path, params } = useAddress();
  const asked = path[0] === 'search' ? params.get('q') ?? '' : '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked, path[0] === 'search']);

  useEffect(() => {
    const focusBySlash = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || takesText(document.activeElement)) return;
      const field = document.getElementById(HEADER_SEARCH_ID);
      if (!(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    document.addEventListener('keydown', focusBySlash);
    return () => document.removeEventListener('keydown', focusBySlash);
  }, []);

  return (
    <search class="app-search">
      <Combobox
        label="Search authors, papers and venues" isLabelVisible={false} placeholder="Search authors, papers, venues" inputId={HEADER_SEARCH_ID}
        text={text} onText={setText} authorsOnly={false} takesFirst={false}
        onChoose={({ href }) => {
          setText('');
          navigate(href);
        }}
        onSubmit={(typed) => navigate(searchAddress(typed))}
        footer={(answered) => <a href={searchAddress(answered)} tabIndex={-1}>Everything found for “<bdi>{answered}</bdi>”</a>}
      />
    </search>
  );
}
