/** Light, dark, or as the system has it. Remembered where the browser lets pages remember. */

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'coterie:theme';

/** What was chosen last; `system` where nothing was, or nothing can be remembered. */
export function rememberedTheme(): Theme {
  try {
    const stored = window.localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system'; // storage is blocked
  }
}

/** Gives the page a theme, and remembers it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice holds until the page is loaded anew.
  }
}

/** Calls back when another window of this origin has chosen. */
export function onThemeElsewhere(listener: (theme: Theme) => void): () => void {
  const read = (event: StorageEvent): void => {
    if (event.key === KEY || event.key === null) listener(rememberedTheme());
  };
  window.addEventListener('storage', read);
  return () => window.removeEventListener('storage', read);
}
