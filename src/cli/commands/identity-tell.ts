/** The commands of `coterie identity` that tell: the log, an author's identity, possible duplicates; and the mode. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { readLedger } from '../../corpus/ledger-table.js';
import { corpusPath } from '../../corpus/store.js';
import { IDENTITY_MODE_NAMES, modeName, parseMode } from '../../identity/mode.js';
import { probabilityText } from '../../identity/similar-joins.js';
import { authorFacts } from '../../snapshot/author-facts.js';
import type { DuplicateReason, PossibleDuplicate } from '../../snapshot/possible-duplicates.js';
import type { Snapshot } from '../../snapshot/types.js';
import { replicaMark, replicaRefusal } from '../../snapshot/replica.js';
import { nameOf } from '../author-name.js';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { findAuthor, printNote } from '../find-author.js';
import { wholeNumber } from '../graph-options.js';
import { entryLines } from '../ledger-text.js';
import { formatNumber, formatYears, printable, printFacts, printJson, printLine, printTable } from '../output.js';

interface LogOptions extends CorpusOptions {
  readonly inForce?: boolean;
}

/** Every statement, in force or taken back, the newest last, with what it changed. */
export function log(options: LogOptions): void {
  const dataDir = dataDirOf(options);
  const refusal = refusalOf(dataDir);
  if (refusal !== null) throw new CliError(`${dataDir} ${refusal}`, EXIT.usage);
  if (!existsSync(corpusPath(dataDir))) throw new CliError(`nothing has been imported into ${dataDir} yet`, EXIT.notFound);
  const records = (readLedger(corpusPath(dataDir)) ?? []).filter(({ revokedAt }) => options.inForce !== true || revokedAt === null);
  if (options.json === true) printJson({ ledger: records });
  else if (records.length === 0) printLine('the ledger is empty: `coterie identity suggest` has something for it, perhaps');
  else for (const [at, record] of records.entries()) for (const line of [...(at === 0 ? [] : ['']), ...entryLines(record)]) printLine(line);
}

interface SuggestOptions extends CorpusOptions {
  readonly number: number;
}

function reasonText(reasons: readonly DuplicateReason[]): string {
  return reasons.map(({ words }) => words).join('; ') || '-';
}

function described(snapshot: Snapshot, { a, b, probability, speaksFor, speaksAgainst }: PossibleDuplicate) {
  const [left, right] = authorFacts(snapshot, [a, b]);
  return { probability, authors: [left, right], for: speaksFor, against: speaksAgainst };
}

/** Why nothing can be stated in a directory; null where it can. */
function refusalOf(dataDir: string): string | null {
  const mark = existsSync(corpusPath(dataDir)) ? null : replicaMark(dataDir);
  return mark === null ? null : replicaRefusal(mark);
}

async function suggest(text: string | undefined, options: SuggestOptions): Promise<void> {
  const dataDir = dataDirOf(options);
  const refusal = refusalOf(dataDir);
  await withSnapshot(options, (snapshot) => {
    const found = text === undefined ? null : findAuthor(snapshot, text);
    if (found !== null && options.json !== true) printNote(found);
    const { records } = snapshot;
    const { notSought } = records.possibleDuplicateRemark();
    const total = found === null ? records.possibleDuplicateCount() : records.possibleDuplicatesOf(found.index).length;
    const pairs = found === null ? records.possibleDuplicates({ offset: 0, limit: options.number }) : records.possibleDuplicatesOf(found.index).slice(0, options.number);
    const shown = pairs.map((pair) => described(snapshot, pair));
    if (options.json === true) {
      printJson({ snapshot: snapshot.id, total, duplicates: shown, ...(notSought === undefined ? {} : { notSought }) });
      return;
    }
    if (notSought !== undefined) printLine(notSought);
    else if (shown.length === 0) printLine(total === 0 && found === null ? 'no two authors here are likely to be one person' : 'nobody here is likely to be the same person');
    for (const [at, { probability, authors, for: speaksFor, against }] of shown.entries()) {
      if (at > 0) printLine();
      printLine(printable(`${authors.map(nameOf).join('  =  ')}   ${probabilityText(probability)}`));
      for (const author of authors) {
        const { paperCount, firstYear, lastYear, venues, topCoauthors } = author;
        printLine(printable(`  ${author.id}  ${nameOf(author)}: ${formatNumber(paperCount)} ${paperCount === 1 ? 'paper' : 'papers'}, ${formatYears(firstYear, lastYear)}${venues.length > 0 ? `, ${venues.join(', ')}` : ''}${topCoauthors.length > 0 ? `; with ${topCoauthors.join(', ')}` : ''}`));
      }
      printLine(printable(`  for      ${reasonText(speaksFor)}`));
      printLine(printable(`  against  ${reasonText(against)}`));
      if (refusal === null) printLine(`  one person?  coterie identity merge ${authors.map(({ id }) => id).join(' ')}      two?  coterie identity distinct ${authors.map(({ id }) => id).join(' ')}`);
    }
    if (refusal !== null && shown.length > 0) printLine(printable(`\nnothing can be stated here: ${dataDir} ${refusal}`));
    if (total > shown.length) printLine(`\n${formatNumber(shown.length)} of ${formatNumber(total)} shown, the likeliest first; -n shows more`);
  });
}

async function show(text: string, options: CorpusOptions): Promise<void> {
  await withSnapshot(options, (snapshot) => {
    const found = findAuthor(snapshot, text);
    const { records } = snapshot;
    const [facts] = authorFacts(snapshot, [found.index]);
    const [{ nameVariants, evidence, confidence, ambiguous, mentionCount }] = records.authorDetails([found.index]);
    const duplicates = records.possibleDuplicatesOf(found.index).map((pair) => described(snapshot, pair));
    const concerned = new Set(evidence.flatMap(({ ledgerEntryId }) => ledgerEntryId ?? []));
    const ledger = (readLedger(corpusPath(dataDirOf(options))) ?? []).filter(({ entry }) => concerned.has(entry.id));
    if (options.json === true) {
      printJson({ snapshot: snapshot.id, author: { ...facts, nameVariants, identity: { confidence, ambiguous, mentionCount, evidence } }, possibleDuplicates: duplicates, ledger });
      return;
    }
    printNote(found);
    printFacts([
      ['author', nameOf(facts)],
      ['id', [facts.id, ...facts.externalIds].join(', ')],
      ['written', nameVariants.map(({ name, count }) => `${name} (${count === 0 ? 'by other records' : formatNumber(count)})`).join('; ')],
      ['identity', `${formatNumber(mentionCount)} mentions, confidence ${formatNumber(confidence)}${ambiguous ? ', ambiguous: others bear this name' : ''}`],
    ]);
    printLine('\nWhy');
    printTable([{ title: 'kind' }, { title: 'mentions', align: 'right' }, { title: 'what' }], evidence.map(({ kind, mentions, detail }) => [kind, formatNumber(mentions), detail]));
    if (ledger.length > 0) printLine('\nThe curator said');
    for (const record of ledger) for (const line of entryLines(record)) printLine(`  ${line}`);
    if (duplicates.length > 0) {
      printLine('\nPerhaps the same person');
      printTable(
        [{ title: 'author' }, { title: 'id' }, { title: 'likelihood', align: 'right' }, { title: 'for' }, { title: 'against' }],
        duplicates.map(({ authors, probability, for: speaksFor, against }) => [nameOf(authors[1]), authors[1].id, probabilityText(probability), reasonText(speaksFor), reasonText(against)]),
      );
    }
  });
}

async function mode(text: string | undefined, options: CorpusOptions): Promise<void> {
  if (text === undefined) {
    const current = await withSnapshot(options, ({ manifest }) => manifest.identityMode);
    const name = current === null ? null : modeName(current);
    if (options.json === true) printJson({ mode: name });
    else printLine(name ?? 'the works that this was packed from do not tell it');
    return;
  }
  const wanted = parseMode(text);
  if (wanted === null) throw new CliError(`"${text}" is no mode: it must be one of ${IDENTITY_MODE_NAMES.join(', ')}`, EXIT.usage);
  const { runModeChange } = await import('../importing.js');
  const { manifest, snapshotBuilt } = await runModeChange(wanted, dataDirOf(options));
  if (options.json === true) printJson({ mode: modeName(wanted), snapshot: manifest?.id ?? null, snapshotBuilt });
  else printLine(snapshotBuilt ? `${modeName(wanted)}: ${formatNumber(manifest?.counts.authors ?? 0)} authors, snapshot ${manifest?.id ?? '-'} is now current` : `${modeName(wanted)}: as before`);
}

/** The commands, ready to be added to `coterie identity`. */
export function tellCommands(): Command[] {
  return [
    new Command('log')
      .description('every statement of the ledger, in force or taken back, and what each changed')
      .option('--in-force', 'only those that hold')
      .addHelpText('after', '\nExamples:\n  coterie identity log\n  coterie identity log --in-force --json')
      .action((_options, command: Command) => log(command.optsWithGlobals<LogOptions>())),
    new Command('suggest')
      .description('authors who may be one person, the likeliest first, with what speaks for and against it')
      .argument('[author]', 'only who may be this author')
      .option('-n, --number <n>', 'how many to show', wholeNumber(1), 10)
      .addHelpText('after', '\nExamples:\n  coterie identity suggest -n 20\n  coterie identity suggest "Wei Wang"')
      .action(async (author: string | undefined, _options, command: Command) => suggest(author, command.optsWithGlobals<SuggestOptions>())),
    new Command('show')
      .description('why an author is one person: names, evidence, statements, possible duplicates')
      .argument('<author>', 'a name or id')
      .addHelpText('after', '\nExamples:\n  coterie identity show "Wei Wang"\n  coterie identity show orcid:0000-0002-1825-0097 --json')
      .action(async (author: string, _options, command: Command) => show(author, command.optsWithGlobals<CorpusOptions>())),
    new Command('mode')
      .description(`how far people are resolved: ${IDENTITY_MODE_NAMES.join(', ')}; says which holds, or chooses another and resolves anew`)
      .argument('[mode]', 'the mode to choose')
      .addHelpText('after', '\nExamples:\n  coterie identity mode\n  coterie identity mode full')
      .action(async (text: string | undefined, _options, command: Command) => mode(text, command.optsWithGlobals<CorpusOptions>())),
  ];
}
