/** Name, search, and ways to go; on a narrow screen the ways stand behind a button. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ThemeSwitch } from '../design/theme-switch.js';
import { SearchBox } from '../search/search-box.js';
import { ROUTES } from './routes.js';

/** @param path another one closes the menu */
export function Header({ segment, path }: { readonly segment: string; readonly path: string }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  return (
    <header
      class="app-header"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <a class="app-name" href="/">Coterie</a>
      {segment === '' ? null : <SearchBox />}
      <button ref={button} class="app-menu-button" type="button" aria-expanded={isOpen} aria-controls="app-menu" onClick={() => setOpen(!isOpen)}>Menu</button>
      <div id="app-menu" class={isOpen ? 'app-menu app-menu-open' : 'app-menu'}>
        <nav aria-label="Pages">
          <ul>
            {ROUTES.filter(({ label }) => label !== null).map(({ segment: each, label }) => (
              <li key={each}><a href={`/${each}`} aria-current={each === segment ? 'page' : undefined}>{label}</a></li>
            ))}
            <li><a href="/graphql">Playground</a></li>
          </ul>
        </nav>
        <ThemeSwitch />
      </div>
    </header>
  );
}
