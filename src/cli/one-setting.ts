/** A setting of the server that another command heeds, too, under a flag of its own. */
import { SettingError, type Setting } from '../settings/setting.js';
import { effective } from '../settings/sources.js';
import { CliError, EXIT } from './errors.js';
import { settingsFileOf } from './setting-options.js';

/** The setting as the command line says it, else environment, file or default. @throws CliError (usage) */
export function valueOf<T>(setting: Setting<T>, flag: string, given: string | undefined, config: string | undefined): T {
  try {
    return effective(setting, given === undefined ? undefined : [given], process.env, settingsFileOf(config)).value;
  } catch (error) {
    if (error instanceof SettingError && given !== undefined) throw new CliError(error.message.replace(`--${setting.name}`, flag), EXIT.usage);
    throw error;
  }
}
