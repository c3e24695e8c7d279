/** `coterie config`: the settings that `coterie serve` would have, and where each comes from. */
import { Command } from 'commander';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { printJson, printLine, printTable } from '../output.js';
import { dataDirBeside, settingsOf, withSettingOptions } from '../setting-options.js';

const EXAMPLES = `
Precedence: the command line, else the environment, else the settings file, else the default.

Examples:
  coterie config
  PORT=8080 coterie config
  coterie config --config /etc/coterie.yaml --json`;

function dataOrigin(options: CorpusOptions): string {
  if (options.data !== undefined || options.sample === true) return 'command line';
  return dataDirBeside(options.config).origin;
}

export function configCommand(): Command {
  const command = new Command('config')
    .summary('the effective settings of `serve`, and where each comes from')
    .description('Shows every setting that `coterie serve` would have with these options, this environment and this settings file. Secrets are not shown.');
  return withSettingOptions(command, { port: '-p' })
    .addHelpText('after', EXAMPLES)
    .action((_options, invoked: Command) => {
      const options = invoked.optsWithGlobals<CorpusOptions>();
      const { all, file } = settingsOf(invoked);
      const data = dataDirOf(options);
      if (options.json === true) {
        const settings = all.map(({ setting: { name, variable, isSecret }, value, origin }) => ({ name, variable, value: isSecret === true && value !== null ? '(set)' : value, from: origin }));
        printJson({ file: file?.path ?? null, settings: [{ name: 'data', variable: 'COTERIE_DATA', value: data, from: dataOrigin(options) }, ...settings] });
        return;
      }
      printLine(file === null ? 'No settings file.' : `Settings file: ${file.path}`);
      printTable(
        [{ title: 'setting' }, { title: 'value' }, { title: 'from' }, { title: 'variable' }],
        [
          ['data', data, dataOrigin(options), 'COTERIE_DATA'],
          ...all.map(({ setting: { name, variable, kind, isSecret }, value, origin }) => [name, isSecret === true && value !== null ? '(set)' : kind.write(value), origin, variable]),
        ],
      );
    });
}
