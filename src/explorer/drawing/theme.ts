/** The theme in force: the reader's choice on the root element, else the system's. */
import { useEffect, useState } from 'preact/hooks';
import type { Theme } from './types.js';

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

function themeNow(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia(SYSTEM_DARK).matches ? 'dark' : 'light';
}

/** Follows both while the page is open. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const follow = () => setTheme(themeNow());
    const system = matchMedia(SYSTEM_DARK);
    const chosen = new MutationObserver(follow);
    system.addEventListener('change', follow);
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    follow();
    return () => {
      system.removeEventListener('change', follow);
      chosen.disconnect();
    };
  }, []);
  return theme;
}
