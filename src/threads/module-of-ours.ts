/**
 * Where a thread or process of this program finds its module. What is compiled starts what is compiled. What runs from
 * source, as tests do, starts a copy that the test run compiled at its beginning, where there is one, or the source
 * itself by way of tsx, which takes several times as long.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Names the folder (as a URL that ends in a slash) of modules compiled for the threads of a program that runs from source. */
export const COMPILED_MODULES_VARIABLE = 'COTERIE_COMPILED_MODULES';

/** The folder that holds `src`. */
const PROJECT = new URL('../../', import.meta.url).href;

/** A module that can be started: as it stands, or by way of tsx. */
export interface ModuleOfOurs {
  readonly url: URL;
  readonly needsTsx: boolean;
}

/** The module at `url`, which may be said with either ending (`new URL('./x.js', import.meta.url)`). */
export function moduleOfOurs(url: URL): ModuleOfOurs {
  if (!import.meta.url.endsWith('.ts')) return { url, needsTsx: false };
  const folder = process.env[COMPILED_MODULES_VARIABLE];
  if (folder !== undefined && url.href.startsWith(PROJECT)) {
    const compiled = new URL(url.href.slice(PROJECT.length).replace(/\.ts$/, '.js'), folder);
    if (existsSync(compiled)) return { url: compiled, needsTsx: false };
  }
  const source = new URL(url.href.replace(/\.js$/, '.ts'));
  return existsSync(fileURLToPath(source)) ? { url: source, needsTsx: true } : { url, needsTsx: true };
}
