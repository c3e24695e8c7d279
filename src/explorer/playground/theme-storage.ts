/** One theme for explorer and playground: what is chosen in either holds in both. */
import type { Storage as EditorStorage } from '@graphiql/toolkit';
import { applyTheme, rememberedTheme, THEMES } from '../design/theme.js';

const THEIR_KEY = 'graphiql:theme';

/** Storage that answers for the explorer's theme where GraphiQL asks for its own; empty is the system's. */
export function withSharedTheme(kept: EditorStorage): EditorStorage {
  return {
    getItem(key) {
      if (key !== THEIR_KEY) return kept.getItem(key);
      const theme = rememberedTheme();
      return theme === 'system' ? null : theme;
    },
    setItem(key, value) {
      if (key === THEIR_KEY) applyTheme(THEMES.find((theme) => theme === value) ?? 'system');
      else kept.setItem(key, value);
    },
    removeItem(key) {
      if (key === THEIR_KEY) applyTheme('system');
      else kept.removeItem(key);
    },
    clear: () => kept.clear(),
    get length() {
      return kept.length;
    },
  };
}
