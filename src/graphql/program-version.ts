/** Which version of the program this is. */
import { readFileSync } from 'node:fs';

/** As the package's manifest says. */
export function programVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
