/** `coterie status`: what the corpus holds, where from, and what could not be taken. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { GroupMode, VersionMode } from '../../corpus/choices.js';
import type { IdentityMode } from '../../identity/mode.js';
import { isPacked } from '../../snapshot/builder-version.js';
import type { ImportedSource } from '../../snapshot/types.js';
import { readLedger } from '../../corpus/ledger-table.js';
import { corpusPath } from '../../corpus/store.js';
import { replicaMark, replicaNature } from '../../snapshot/replica.js';
import { pendingStatements } from '../../snapshot/pending-statements.js';
import { pendingText } from '../ledger-text.js';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { formatNumber, printFacts, printJson, printLine, printTable } from '../output.js';

/** How far resolution went, in a line. */
const MODE_MEANING: Readonly<Record<IdentityMode, string>> = {
  IDS_ONLY: 'ids-only: ids, person records, the ledger and equal full names',
  CAUTIOUS: 'cautious: also initials and variants that are near-certain',
  FULL: 'full: the best estimate; an equal name may be several persons',
};

/** How versions were counted, in a line. */
const VERSION_MEANING: Readonly<Record<VersionMode, string>> = {
  TOGETHER: 'together: a preprint and its published version are one paper',
  SEPARATE: 'separate: a preprint and its published version are two papers',
};

/** Where the works of a packed snapshot do not tell a choice. */
const UNTOLD = 'as the works have it, which do not tell how';

/** What groups are, in a line. */
const GROUP_MEANING: Readonly<Record<GroupMode, string>> = {
  OUT: 'out: collaborations stand on the paper and are no nodes of the graph',
  AUTHORS: 'authors: collaborations are nodes of the graph, one per name',
};

const EXAMPLES = `
Examples:
  coterie status
  coterie status --sample --json`;

/** File names, numbered in order of import where several files bear the same one. */
function distinctNames(sources: readonly ImportedSource[]): string[] {
  const bearers = new Map<string, number>();
  const numbers = sources.map(({ file }) => {
    const number = (bearers.get(file) ?? 0) + 1;
    bearers.set(file, number);
    return number;
  });
  return sources.map(({ file }, at) => (bearers.get(file) === 1 ? file : `${file} (${numbers[at]} of ${bearers.get(file)})`));
}

async function status(options: CorpusOptions): Promise<void> {
  const dataDir = path.resolve(dataDirOf(options));
  await withSnapshot(options, ({ manifest, records }) => {
    const mark = existsSync(corpusPath(dataDir)) ? null : replicaMark(dataDir);
    const nature = mark === null ? null : replicaNature(mark);
    const sources = records.sources();
    const problems = records.problemCounts();
    const pending = pendingStatements(readLedger(corpusPath(dataDir)) ?? [], records.ledger()).size;
    if (options.json === true) {
      const { id, builtAt, counts, identityMode, versionMode, groupMode, storedMetrics } = manifest;
      printJson({ dataDir, replicaOf: mark?.target ?? null, replicaNature: nature, snapshot: id, builtAt, identityMode, versionMode, groupMode, counts, pendingStatements: pending, sources, problems, storedMetrics: storedMetrics.map((metric) => metric.id) });
      return;
    }
    const { counts } = manifest;
    const packed = isPacked(manifest.product);
    printFacts([
      ['corpus', dataDir],
      ...(nature === null ? [] : [['nature', `${nature}, which has no corpus`] as const]),
      ['snapshot', `${manifest.id}, built ${manifest.builtAt}`],
      ['papers', `${formatNumber(counts.papers)} (from ${formatNumber(counts.records)} ${packed ? 'works' : 'records'})`],
      ['authors', formatNumber(counts.authors)],
      ['identity', manifest.identityMode === null ? UNTOLD : MODE_MEANING[manifest.identityMode]],
      ['versions', manifest.versionMode === null ? UNTOLD : VERSION_MEANING[manifest.versionMode]],
      ['groups', GROUP_MEANING[manifest.groupMode]],
      ['authorships', formatNumber(counts.authorships)],
      ['collaborations', counts.collaborations === null ? 'not counted: too many' : formatNumber(counts.collaborations)],
      ['components', `${formatNumber(counts.components)}, the largest of ${formatNumber(counts.largestComponent)} authors`],
      ['incomplete author lists', formatNumber(counts.papersWithIncompleteAuthorList)],
      ['problems', `${formatNumber(counts.problems)}${packed ? ' noted in packing' : ''}`],
    ]);
    if (pending > 0) printLine(pendingText(pending));
    if (sources.length > 0) {
      printLine('\nSources');
      const names = distinctNames(sources);
      printTable(
        [{ title: 'file' }, { title: 'bytes', align: 'right' }, { title: 'format' }, { title: 'imported' }, { title: 'papers', align: 'right' }, { title: 'persons', align: 'right' }, { title: 'problems', align: 'right' }],
        sources.map((source, at) => [names[at], formatNumber(source.bytes), source.format, source.importedAt, ...[source.papers, source.persons, source.problems].map(formatNumber)]),
      );
    }
    if (problems.length > 0) {
      printLine('\nProblems by kind');
      printTable([{ title: 'kind' }, { title: 'count', align: 'right' }], problems.map(({ kind, count }) => [kind, formatNumber(count)]));
    }
  });
}

export function statusCommand(): Command {
  return new Command('status')
    .summary('what the corpus holds')
    .description('Says what the corpus holds: counts, the files it was made of, and what could not be taken.')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command: Command) => status(command.optsWithGlobals<CorpusOptions>()));
}
