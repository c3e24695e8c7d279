import { useEffect, useState } from 'preact/hooks';
import { applyTheme, onThemeElsewhere, rememberedTheme, THEMES, type Theme } from './theme.js';

const NAMES: Readonly<Record<Theme, string>> = { system: 'System theme', light: 'Light', dark: 'Dark' };

export function ThemeSwitch() {
  const [theme, setTheme] = useState(rememberedTheme);
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => onThemeElsewhere(setTheme), []);
  return (
    <label class="theme-switch">
      <span class="visually-hidden">Colours</span>
      <select value={theme} onChange={({ currentTarget }) => setTheme(THEMES.find((each) => each === currentTarget.value) ?? 'system')}>
        {THEMES.map((each) => <option key={each} value={each}>{NAMES[each]}</option>)}
      </select>
    </label>
  );
}
