/** `coterie aliases`: the curator's word on who is who: listed, added, taken back. */
import { Command } from 'commander';
import { aliasesOf } from '../alias-files.js';
import { buildProblems } from '../build-problems.js';
import { LEDGER_KINDS } from '../../snapshot/ledger-problems.js';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { corpusLines, counted, linesOfProblems } from '../import-report.js';
import { runLedgerChange } from '../importing.js';
import { formatNumber, printJson, printLine, printTable } from '../output.js';

/** Problems of a kind that are printed; `--json` has them all. */
const PROBLEMS_SHOWN = 50;

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
    const entries = records.ledger().filter((entry) => entry.op === 'merge');
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

async function add(args: readonly string[], options: CorpusOptions): Promise<void> {
  const dataDir = dataDirOf(options);
  const files = await aliasesOf(args);
  const entries = files.flatMap((file) => file.entries);
  // An entry that had been taken back is "updated": it holds again.
  const changed = { added: 0, updated: 0, unchanged: 0 };
  const { manifest, snapshotBuilt } = await runLedgerChange((store) => {
    for (const entry of entries) changed[store.putLedgerEntry(null, entry)] += 1;
  }, dataDir);
  const ids = new Set(entries.map(({ id }) => id));
  const found = await buildProblems(dataDir, manifest);
  const problems = found.problems.filter(({ kind, record }) => LEDGER_KINDS.has(kind) && record !== null && ids.has(record));
  const { added, updated: restored, unchanged } = changed;
  if (options.json === true) {
    printJson({ files: files.map((file) => ({ file: file.file, aliases: file.entries.length })), added, restored, unchanged, problems, snapshot: manifest?.id ?? null });
    return;
  }
  printLine(`read      ${counted(entries.length, 'alias', 'aliases')} from ${counted(files.length, 'file', 'files')}`);
  printLine(`of these  ${formatNumber(added)} new, ${formatNumber(restored)} in force again, ${formatNumber(unchanged)} as before`);
  for (const line of [...linesOfProblems(problems, PROBLEMS_SHOWN), ...corpusLines({ manifest, snapshotBuilt, mergedRecords: null })]) printLine(line);
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
  const { manifest } = await runLedgerChange((store) => store.revokeLedgerEntry(id), dataDirOf(options));
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
    .description('adds the aliases of files: all of them, or none where a line is anything else')
    .argument('<files...>', 'files of aliases, one JSON object a line')
    .action(async (files: string[], _options, command: Command) => add(files, command.optsWithGlobals<CorpusOptions>()));
  aliases
    .command('revert')
    .description('takes an alias back')
    .argument('<id>', 'its id, or the beginning of it')
    .action(async (id: string, _options, command: Command) => revert(id, command.optsWithGlobals<CorpusOptions>()));
  return aliases;
}
