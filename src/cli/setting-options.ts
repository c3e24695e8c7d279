/** The server's settings on a command line: options that follow from the table, and what becomes of them. */
import { Option, type Command } from 'commander';
import type { Setting } from '../settings/setting.js';
import { DEFAULT_FILE, effective, FILE_VARIABLE, readSettingsFile, type Effective, type SettingsFile } from '../settings/sources.js';
import { ALL_SETTINGS, DATA_SETTING, effectiveSettings, SETTINGS, type Settings } from '../settings/table.js';

/** `--config FILE`, of every command. */
export function configOption(): Option {
  return new Option('--config <file>', `settings in YAML; else $${FILE_VARIABLE}, else ${DEFAULT_FILE} of the working directory`);
}

function aboutOf({ about, variable, kind, default: standard }: Setting): string {
  return `${about} (default ${kind.write(standard)}; $${variable})`;
}

/** Adds an option for every setting of the server. None has a default of its own: what is absent may stand elsewhere. */
export function withSettingOptions(command: Command, shortFlags: Readonly<Record<string, string>> = {}): Command {
  for (const each of Object.values(SETTINGS) as readonly Setting[]) {
    if (each.isSecret === true) continue;
    const { name, kind } = each;
    const short = shortFlags[name] === undefined ? '' : `${shortFlags[name]}, `;
    if (kind.placeholder === null) {
      // Whichever of the two changes the default is the one to be told of.
      const [told, silent] = each.default === true ? [`--no-${name}`, `--${name}`] : [`--${name}`, `--no-${name}`];
      command.addOption(new Option(silent).hideHelp()).addOption(new Option(told, each.default === true ? `do not ${aboutOf(each)}` : aboutOf(each)));
    } else {
      const option = new Option(`${short}--${name} ${kind.placeholder}`, aboutOf(each));
      command.addOption(kind.isList ? option.argParser((given: string, before: readonly string[] | undefined) => [...(before ?? []), given]) : option);
    }
  }
  return command;
}

/** What a command line says of the settings, as texts. */
function flagsOf(command: Command): Map<string, readonly string[]> {
  const options = command.opts<Record<string, unknown>>();
  const flags = new Map<string, readonly string[]>();
  for (const { name, kind } of Object.values(SETTINGS) as readonly Setting[]) {
    const key = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    // Of two options for one switch, commander takes the negative one's default for given.
    if (command.getOptionValueSource(key) !== 'cli') continue;
    const given = options[key];
    if (kind.placeholder === null) flags.set(name, [given === true ? 'on' : 'off']);
    else flags.set(name, Array.isArray(given) ? (given as string[]) : [String(given)]);
  }
  return flags;
}

/** The settings file that a command is to heed; null where there is none. @throws SettingError */
export function settingsFileOf(config: string | undefined): SettingsFile | null {
  return readSettingsFile(config, process.env, ALL_SETTINGS);
}

/** Where the corpus lies as environment or file say; null where neither does. @throws SettingError */
export function dataDirBeside(config: string | undefined): Effective<string | null> {
  return effective(DATA_SETTING, undefined, process.env, settingsFileOf(config));
}

/** The effective settings of a command. @throws SettingError for one that can't be used */
export function settingsOf(command: Command): { readonly settings: Settings; readonly all: readonly Effective[]; readonly file: SettingsFile | null } {
  const file = settingsFileOf(command.optsWithGlobals<{ config?: string }>().config);
  return { ...effectiveSettings(flagsOf(command), process.env, file), file };
}
