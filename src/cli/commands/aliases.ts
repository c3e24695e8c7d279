/** `coterie aliases`: what `coterie identity` was called when it knew merges alone. Kept for scripts, shown in no help. */
import { Command } from 'commander';
import { log } from './identity-tell.js';
import { add, undo } from './identity-state.js';

export function aliasesCommand(): Command {
  const aliases = new Command('aliases').summary('the older name of `coterie identity`').description('The older name of `coterie identity log`, `add` and `undo`.');
  aliases
    .command('list')
    .description('as `coterie identity log`')
    .action((_options, command: Command) => log(command.optsWithGlobals()));
  aliases
    .command('add')
    .description('as `coterie identity add`')
    .argument('<files...>', 'files of statements, one JSON object a line')
    .action(async (files: string[], _options, command: Command) => add(files, command.optsWithGlobals()));
  aliases
    .command('revert')
    .description('as `coterie identity undo`')
    .argument('<id>', 'its id, or the beginning of it')
    .action(async (id: string, _options, command: Command) => undo(id, command.optsWithGlobals()));
  return aliases;
}
