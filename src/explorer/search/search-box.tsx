/** The search for anything: takes whoever or whatever is chosen as the next page, and the text itself to the search page. */
import { useEffect, useState } from 'preact/hooks';
import { navigate, useAddress } from '../address/address.js';
import { Combobox } from './combobox.js';

/** Of the one search box of a page: in the header, or large on the start page. */
const ID = 'search-box';

/** The page with everything that is found for a text. */
export function searchAddress(text: string): string {
  return `/search?${new URLSearchParams({ q: text })}`;
}

function takesText(element: Element | null): boolean {
  return element !== null && (element.matches('input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select') || (element instanceof HTMLElement && element.isContentEditable));
}

/** `/` goes to the search box from wherever nothing is being written. */
function useSlash(): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || takesText(document.activeElement)) return;
      const field = document.getElementById(ID);
      if (!(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
}

export function SearchBox({ isLarge = false }: { readonly isLarge?: boolean }) {
  const { path, params } = useAddress();
  const asked = path[0] === 'search' ? params.get('q') ?? '' : '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked, path.join('/')]);
  useSlash();
  return (
    <search class={isLarge ? 'search-box search-box-large' : 'search-box'}>
      <Combobox
        label="Search authors, papers and venues" isLabelVisible={isLarge} placeholder={isLarge ? '' : 'Search authors, papers, venues'} inputId={ID}
        text={text} onText={setText} authorsOnly={false} takesFirst={false}
        onChoose={({ href }) => navigate(href)}
        onSubmit={(typed) => navigate(searchAddress(typed))}
        footer={(answered) => <a href={searchAddress(answered)} tabIndex={-1}>Everything found for “<bdi>{answered}</bdi>”</a>}
      />
    </search>
  );
}
