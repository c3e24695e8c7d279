/** `coterie status`: what the corpus holds, where from, and what could not be taken. */
import { Command } from 'commander';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { formatNumber, printFacts, printJson, printLine, printTable } from '../output.js';

const EXAMPLES = `
Examples:
  coterie status
  coterie status --sample --json`;

async function status(options: CorpusOptions): Promise<void> {
  await withSnapshot(options, ({ manifest, records }) => {
    const sources = records.sources();
    const problems = records.problemCounts();
    if (options.json === true) {
      const { id, builtAt, counts, storedMetrics } = manifest;
      printJson({ dataDir: dataDirOf(options), snapshot: id, builtAt, counts, sources, problems, storedMetrics: storedMetrics.map((metric) => metric.id) });
      return;
    }
    const { counts } = manifest;
    printFacts([
      ['corpus', dataDirOf(options)],
      ['snapshot', `${manifest.id}, built ${manifest.builtAt}`],
      ['papers', `${formatNumber(counts.papers)} (from ${formatNumber(counts.records)} records)`],
      ['authors', formatNumber(counts.authors)],
      ['authorships', formatNumber(counts.authorships)],
      ['collaborations', counts.collaborations === null ? 'not counted: too many to project' : formatNumber(counts.collaborations)],
      ['components', `${formatNumber(counts.components)}, the largest of ${formatNumber(counts.largestComponent)} authors`],
      ['incomplete author lists', formatNumber(counts.papersWithIncompleteAuthorList)],
      ['problems', formatNumber(counts.problems)],
    ]);
    if (sources.length > 0) {
      printLine('\nSources');
      printTable(
        [{ title: 'file' }, { title: 'format' }, { title: 'imported' }, { title: 'papers', align: 'right' }, { title: 'persons', align: 'right' }, { title: 'problems', align: 'right' }],
        sources.map((source) => [source.file, source.format, source.importedAt, ...[source.papers, source.persons, source.problems].map(formatNumber)]),
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
