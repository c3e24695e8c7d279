/** The commands of `coterie identity` that change the ledger. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { readLedger } from '../../corpus/ledger-table.js';
import { corpusPath } from '../../corpus/store.js';
import type { CurationReport, LedgerChange } from '../../snapshot/curation.js';
import { distinctClaim, mergeClaim, splitClaim, suppressClaim, type Claim } from '../../snapshot/ledger-claims.js';
import type { Snapshot } from '../../snapshot/types.js';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { collect } from '../graph-options.js';
import { counted, linesOfProblems } from '../import-report.js';
import { claimText, effectLines } from '../ledger-text.js';
import { formatNumber, printable, printJson, printLine } from '../output.js';
import { listed, personNamed, stated, whoSays, whySays, type Said } from '../persons-named.js';

interface StateOptions extends CorpusOptions, Said {
  readonly dryRun?: boolean;
}

const PROBLEMS_SHOWN = 50;
const DONE: Readonly<Record<CurationReport['entries'][number]['outcome'], readonly [done: string, dryRun: string]>> = {
  added: ['stated', 'would be stated'],
  restored: ['holds again', 'would hold again'],
  unchanged: ['as before', 'is so already'],
  revoked: ['taken back', 'would be taken back'],
};

/** Makes a change, or only tries it, and says what came of it. */
async function change(what: LedgerChange, options: StateOptions, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const dataDir = dataDirOf(options);
  const dryRun = options.dryRun === true;
  // What builds a snapshot is not loaded by whoever lists what was said.
  const { runCuration } = await import('../importing.js');
  const { entries, manifest, effects, problems } = await runCuration(what, { dataDir, dryRun });
  if (options.json === true) {
    printJson({ ...more, dryRun, entries: entries.map(({ entry, outcome }) => ({ outcome, ...entry })), effects, problems, snapshot: manifest?.id ?? null });
    return;
  }
  for (const { entry, outcome } of entries) printLine(printable(`${entry.id}  ${entry.op}  ${claimText(entry)}: ${DONE[outcome][dryRun ? 1 : 0]}`));
  for (const line of effects === null ? [] : effectLines(effects)) printLine(printable(`  ${line}`));
  for (const line of linesOfProblems(problems, PROBLEMS_SHOWN)) printLine(line);
  if (dryRun) printLine('nothing was changed: leave --dry-run out to do it');
  else if (effects !== null && what.kind === 'STATE') printLine(`snapshot ${manifest?.id ?? '-'} is now current; \`coterie identity undo ${entries[0].entry.id.slice(0, 8)}\` takes it back`);
}

/** States what a claim says of the corpus as it is. */
async function state(claim: (snapshot: Snapshot) => Claim, options: StateOptions): Promise<void> {
  const entry = await withSnapshot(options, (snapshot) => stated(() => claim(snapshot), options));
  await change({ kind: 'STATE', entries: [entry] }, options);
}

const merge = (args: readonly string[], options: StateOptions): Promise<void> =>
  state((snapshot) => mergeClaim(snapshot, args.map((text) => personNamed(snapshot, text))), options);

const distinct = (args: readonly string[], options: StateOptions): Promise<void> =>
  state((snapshot) => distinctClaim(args.map((text) => personNamed(snapshot, text))), options);

const split = (author: string, options: StateOptions & { readonly papers: readonly string[] }): Promise<void> =>
  state((snapshot) => splitClaim(snapshot, personNamed(snapshot, author).index, options.papers.map(listed)), options);

const suppress = (name: string, options: StateOptions & { readonly replacement?: string; readonly person?: string }): Promise<void> =>
  state((snapshot) => suppressClaim(snapshot, name, personNamed(snapshot, options.person ?? name), options.replacement?.trim() || null), options);

/** Fewer characters of an id mean nothing. */
const LEAST_ID_LENGTH = 4;

/** The entry that an id, or the beginning of one, means. */
function entryIdOf(text: string, dataDir: string): string {
  // Nothing begins every id: a script whose variable is empty must not take back the only statement there is.
  if (text.trim().length < LEAST_ID_LENGTH) throw new CliError(`"${text}" is too short to mean an entry: give ${LEAST_ID_LENGTH} or more characters of its id, which \`coterie identity log\` shows`, EXIT.usage);
  const entries = readLedger(corpusPath(dataDir)) ?? [];
  const found = entries.filter(({ entry }) => entry.id.startsWith(text.trim().toLowerCase()));
  if (found.length === 1) return found[0].entry.id;
  if (found.length > 1) throw new CliError(`"${text}" begins the ids of ${found.length} entries: give more of it`, EXIT.usage, { ids: found.map(({ entry }) => entry.id) });
  throw new CliError(`no entry of the ledger has the id "${text}": \`coterie identity log\` shows those there are`, EXIT.notFound);
}

export async function undo(text: string, options: StateOptions): Promise<void> {
  const id = entryIdOf(text, dataDirOf(options));
  await change({ kind: 'UNDO', id, who: whoSays(options), why: whySays(options) }, options);
}

/** Reads files whole, then states what they hold. */
export async function add(args: readonly string[], options: StateOptions): Promise<void> {
  const isEmpty = !existsSync(corpusPath(dataDirOf(options)));
  const { statementsOf } = await import('../ledger-files.js');
  const files = isEmpty ? await statementsOf(args, null) : await withSnapshot(options, (snapshot) => statementsOf(args, snapshot));
  const entries = files.flatMap((file) => file.entries);
  if (options.json !== true) printLine(`read ${counted(entries.length, 'statement', 'statements')} from ${formatNumber(files.length)} ${files.length === 1 ? 'file' : 'files'}`);
  await change({ kind: 'STATE', entries }, options, { files: files.map((file) => ({ file: file.file, statements: file.entries.length })) });
}

const NAMING = `
A person is named by a full name, an id of ours (A…), an ORCID or other id in any spelling, or a name on a paper:
  "Wei Wang @ doi:10.1234/x"`;

const PAPER_IDS = `
Papers are named by a DOI, arXiv or other id in any spelling, or by our own (P…): \`coterie author "Wei Wang"\` and
\`coterie search\` list papers with theirs.`;

const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  coterie identity ${line}`).join('\n')}`;

const FILE_FORMAT = `
A file is a header line, then one JSON object a line (all fields are in data/README.md):
  {"format":"coterie-records","version":1}
  {"kind":"merge","names":["Ada One","A. M. One"],"who":"me","when":"2024-05-01","why":"her own page"}
  {"kind":"distinct","names":["Wei Wang","orcid:0000-0002-1825-0097"],"who":"me","when":"2024-05-01","why":"two institutes"}
  {"kind":"split","names":["Wei Wang"],"groups":[["doi:10.1234/a","arxiv:1608.00001"]],"who":"me","when":"2024-05-01","why":"another field"}
  {"kind":"suppress","name":"Jane Old","replacement":"Jay New","person":"orcid:0000-0001-5109-3700","who":"me","when":"2024-05-01","why":"asked for"}
All statements of the files are taken, or none where a line is anything else or two contradict each other.`;

function stating(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--why <text>', 'the reason, kept with the statement')
    .option('--who <name>', 'who says so; your user name if absent')
    .option('--dry-run', 'say what would change, and change nothing');
}

/** The commands, ready to be added to `coterie identity`. */
export function stateCommands(): Command[] {
  return [
    stating('merge', 'says that names or ids are one person, the preferred name first')
      .argument('<persons...>', 'two or more names or ids')
      .addHelpText('after', NAMING + examples('merge "Jörg Müller" "J. Mueller" --why "same page" --dry-run', 'merge A5ZK3N0TQ4XWV orcid:0000-0002-1825-0097', 'merge "Jörg Müller" "Wei Wang @ doi:10.1234/x"'))
      .action(async (persons: string[], _options, command: Command) => merge(persons, command.optsWithGlobals<StateOptions>())),
    stating('split', 'says that the mentions of an author on some papers are another person')
      .argument('<author>', 'the author who is several persons')
      .requiredOption('--papers <ids>', 'papers of another person, any form of id, between commas; once more for a third person, and so on', collect)
      .addHelpText('after', NAMING + PAPER_IDS + examples('split "Wei Wang" --papers doi:10.1234/a,arxiv:1608.00001 --why "another institute"', 'split A5ZK3N0TQ4XWV --papers P3GZ7RZ0M5T2Q --papers doi:10.1234/b --dry-run'))
      .action(async (author: string, _options, command: Command) => split(author, command.optsWithGlobals<StateOptions & { papers: string[] }>())),
    stating('distinct', 'says that names or ids are different persons, whatever speaks for one')
      .argument('<persons...>', 'two or more names or ids')
      .addHelpText('after', NAMING + examples('distinct "Ann Lee" orcid:0000-0001-5109-3700 --why "two institutes"', 'distinct A5ZK3N0TQ4XWV A7QG2M1RB9YDK'))
      .action(async (persons: string[], _options, command: Command) => distinct(persons, command.optsWithGlobals<StateOptions>())),
    stating('suppress', 'takes a name that a person no longer uses out of everything but the ledger; titles, abstracts and file names stay as they are')
      .argument('<name>', 'the full name')
      .option('--replacement <name>', 'the name to be shown in its place; else the best of the person’s other names')
      .option('--person <person>', 'whose name it is, where several bear it')
      .addHelpText('after', NAMING + examples('suppress "Jane Old" --replacement "Jay New" --why "asked for"', 'suppress "Jane Old" --person orcid:0000-0001-5109-3700'))
      .action(async (name: string, _options, command: Command) => suppress(name, command.optsWithGlobals<StateOptions & { replacement?: string; person?: string }>())),
    stating('undo', 'takes a statement back; it stays in the log')
      .argument('<id>', 'its id, or the beginning of it')
      .addHelpText('after', `\nIds stand first in the lines of \`coterie identity log\`.${examples('undo 1f3a9c --why "a mistake"', 'undo 1f3a9c --dry-run')}`)
      .action(async (id: string, _options, command: Command) => undo(id, command.optsWithGlobals<StateOptions>())),
    new Command('add')
      .description('states what files hold: all of it, or nothing')
      .argument('<files...>', 'files of statements, one JSON object a line')
      .option('--dry-run', 'say what would change, and change nothing')
      .addHelpText('after', FILE_FORMAT + examples('add curated.jsonl --dry-run', 'add ledger/*.jsonl'))
      .action(async (files: string[], _options, command: Command) => add(files, command.optsWithGlobals<StateOptions>())),
  ];
}
