/** `coterie aliases`: the curator's word on who is who: listed, added, taken back. */
import { Command } from 'commander';
import { changeLedger } from '../../snapshot/import.js';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { importLines } from '../import-report.js';
import { runImport } from '../importing.js';
import { printJson, printLine, printTable } from '../output.js';
import { refuseUselessArguments } from './import.js';

const EXAMPLES = `
Examples:
  coterie aliases list
  coterie aliases add aliases.jsonl
  coterie aliases revert 1f3a9c

A file of aliases is a header line, then one JSON object a line, the preferred name first:
  {"format":"coterie-records","version":1}
  {"kind":"merge","names":["Ada One","A. M. One"],"who":"me","when":"2024-05-01","why":"her own page"}`;

async function list(options: CorpusOptions): Promise<void> {
  await withSnapshot(options, ({ records }) => {
    const entries = records.ledger();
    if (options.json === true) printJson({ aliases: entries });
    else if (entries.length === 0) printLine('no aliases');
    else {
      printTable(
        [{ title: 'id' }, { title: 'names' }, { title: 'who' }, { title: 'when' }, { title: 'why' }],
        entries.map(({ id, names, who, when, why }) => [id, names.join(' = '), who, when, why]),
      );
    }
  });
}

async function add(files: readonly string[], options: CorpusOptions): Promise<void> {
  const report = await runImport(files, { dataDir: dataDirOf(options), format: 'coterie' });
  if (options.json === true) printJson({ files: report.files, snapshot: report.manifest?.id ?? null });
  else for (const line of importLines(report)) printLine(line);
  refuseUselessArguments(report);
}

/** The entry that an id, or the beginning of one, means. */
async function entryIdOf(text: string, options: CorpusOptions): Promise<string> {
  const ids = await withSnapshot(options, ({ records }) => records.ledger().map(({ id }) => id));
  const found = ids.filter((id) => id.startsWith(text));
  if (found.length === 1) return found[0];
  if (found.length > 1) throw new CliError(`"${text}" begins the ids of ${found.length} aliases: give more of it`, EXIT.usage, { ids: found });
  throw new CliError(`no alias in force has the id "${text}": \`coterie aliases list\` shows those there are`, EXIT.notFound);
}

async function revert(text: string, options: CorpusOptions): Promise<void> {
  const id = await entryIdOf(text, options);
  const { manifest } = await changeLedger((store) => store.revokeLedgerEntry(id), { dataDir: dataDirOf(options) });
  if (options.json === true) printJson({ reverted: id, snapshot: manifest?.id ?? null });
  else printLine(`alias ${id} is taken back; \`coterie aliases add\` with its file makes it hold again`);
}

export function aliasesCommand(): Command {
  const aliases = new Command('aliases')
    .summary('curated merges of names: list, add, revert')
    .description("The curator's ledger: names that are one person, each reversible.")
    .addHelpText('after', EXAMPLES);
  aliases
    .command('list')
    .description('the aliases in force')
    .action(async (_options, command: Command) => list(command.optsWithGlobals<CorpusOptions>()));
  aliases
    .command('add')
    .description('adds the aliases of files')
    .argument('<files...>', 'files of aliases, one JSON object a line')
    .action(async (files: string[], _options, command: Command) => add(files, command.optsWithGlobals<CorpusOptions>()));
  aliases
    .command('revert')
    .description('takes an alias back')
    .argument('<id>', 'its id, or the beginning of it')
    .action(async (id: string, _options, command: Command) => revert(id, command.optsWithGlobals<CorpusOptions>()));
  return aliases;
}
