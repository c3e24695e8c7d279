/**
 * Where the value of each setting comes from. One precedence for all: what the command line says, else the environment,
 * else the file, else the default.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { nearestName } from './near-names.js';
import { SettingError, type Setting } from './setting.js';

/** Looked for in the working directory where no file is named. */
export const DEFAULT_FILE = 'coterie.yaml';
/** Names the file. */
export const FILE_VARIABLE = 'COTERIE_CONFIG';

export type Origin = 'command line' | 'environment' | 'file' | 'default';

export interface Effective<T = unknown> {
  readonly setting: Setting<T>;
  readonly value: T;
  readonly origin: Origin;
}

/** What a settings file says, by name. */
export interface SettingsFile {
  readonly path: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/**
 * The settings file: the one named, by flag or $COTERIE_CONFIG, else coterie.yaml of the working directory; null where none is there.
 * @param named by the command line; undefined where it names none
 * @throws SettingError for a file that can't be read, is no mapping, or sets what there is not
 */
export function readSettingsFile(named: string | undefined, environment: NodeJS.ProcessEnv, known: readonly Setting[]): SettingsFile | null {
  const fromEnvironment = environment[FILE_VARIABLE]?.trim();
  const asked = named ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  if (asked === undefined && !existsSync(DEFAULT_FILE)) return null;
  const path = resolve(asked ?? DEFAULT_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingError(`the settings file ${path} can't be read (${(error as Error).message}): name another with --config or $${FILE_VARIABLE}`);
  }
  return { path, values: valuesIn(path, text, known) };
}

function valuesIn(path: string, text: string, known: readonly Setting[]): Map<string, readonly string[]> {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true });
  const [fault] = document.errors;
  if (fault !== undefined) throw new SettingError(`${path} is not YAML: ${fault.message.split('\n')[0]}`);
  const content: unknown = document.toJS();
  if (content === null || content === '') return new Map();
  if (typeof content !== 'object' || Array.isArray(content)) throw new SettingError(`${path} must be a mapping of settings, such as "port: 8080"`);
  const values = new Map<string, readonly string[]>();
  const faults: string[] = [];
  for (const [name, value] of Object.entries(content)) {
    const setting = known.find((each) => each.name === name);
    const items: unknown[] = Array.isArray(value) ? value : [value];
    if (setting === undefined) faults.push(`${path} sets "${name}", which is no setting: ${instead(name, known)}`);
    else if (setting.isSecret === true) faults.push(`${path} sets "${name}", which is a secret and is read from $${setting.variable} alone`);
    else if (items.some((item) => typeof item !== 'string') || (Array.isArray(value) && !setting.kind.isList)) faults.push(`${path} sets "${name}" to ${JSON.stringify(value)}, but it must be ${setting.kind.accepts}`);
    else {
      const texts = items as string[];
      values.set(name, setting.kind.isPath ? texts.map((each) => resolve(dirname(path), each)) : texts);
    }
  }
  if (faults.length === 0) return values;
  // All that is wrong at once, with what would be said next.
  for (const [name, texts] of values) {
    const setting = known.find((each) => each.name === name);
    if (setting?.kind.read(texts) === undefined) faults.push(`"${name}" in ${path} is ${JSON.stringify(texts.join(' '))}, but must be ${setting?.kind.accepts ?? ''}`);
  }
  throw new SettingError(faults.join('\n'));
}

/** What may have been meant, else what there is. */
function instead(name: string, known: readonly Setting[]): string {
  const names = known.filter((each) => each.isSecret !== true).map((each) => each.name);
  const nearest = nearestName(name, names);
  return nearest === null ? `there are ${names.join(', ')}` : `did you mean "${nearest}"?`;
}

/**
 * The effective value of a setting.
 * @param flag texts of the command line; undefined where it says nothing
 * @throws SettingError for a value that can't be used, naming where it stands
 */
export function effective<T>(setting: Setting<T>, flag: readonly string[] | undefined, environment: NodeJS.ProcessEnv, file: SettingsFile | null): Effective<T> {
  const variable = environment[setting.variable];
  const places: ReadonlyArray<readonly [Origin, readonly string[] | undefined, string]> = [
    ['command line', flag, `--${setting.name}`],
    // A variable set to nothing says nothing: that is how many a unit file and compose file unset one.
    ['environment', variable === undefined || variable.trim() === '' ? undefined : [variable], `$${setting.variable}`],
    ['file', file?.values.get(setting.name), `"${setting.name}" in ${file?.path ?? ''}`],
  ];
  for (const [origin, texts, place] of places) {
    if (texts === undefined) continue;
    const value = setting.kind.read(texts);
    if (value === undefined) {
      const shown = setting.isSecret === true ? 'a text' : JSON.stringify(texts.join(' '));
      throw new SettingError(`${place} is ${shown}, but must be ${setting.kind.accepts}`);
    }
    return { setting, value, origin };
  }
  return { setting, value: setting.default, origin: 'default' };
}
