/** `coterie search TEXT`: authors and papers by words. */
import { Command } from 'commander';
import { nameOf } from '../author-name.js';
import { authorFacts } from '../../snapshot/author-facts.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { groupsNamed, groupText } from '../groups-named.js';
import { wholeNumber } from '../graph-options.js';
import { formatNumber, formatYears, printable, printJson, printLine, printTable } from '../output.js';
import { asPaperLine, paperCells } from '../papers.js';
import type { SearchAnswer, Snapshot } from '../../snapshot/types.js';

interface SearchOptions extends CorpusOptions {
  readonly number: number;
}

const EXAMPLES = `
Examples:
  coterie search maz --sample
  coterie search "learning without training" --sample
  coterie search '"neural architecture"' -n 5 --json --sample`;

function find(snapshot: Snapshot, text: string, limit: number) {
  const [authors, papers] = [snapshot.search.authors(text, { limit }), snapshot.search.papers(text, { limit })];
  return {
    snapshot: snapshot.id,
    // Groups are no authors, but may be what is looked for where no author fits.
    groups: authors.hits.length > 0 ? [] : groupsNamed(snapshot, text).slice(0, limit),
    authors: { total: authors.total, hits: authorFacts(snapshot, authors.hits.map(({ index }) => index)) },
    papers: { total: papers.total, hits: snapshot.records.papers(papers.hits.map(({ index }) => index)).map(asPaperLine) },
  };
}

/** `Papers: 3 of 17; -n shows more`; a total that was not counted is said to be none. */
function heading(kind: string, shown: number, total: SearchAnswer['total']): string {
  if (total === null) return `${kind}: ${formatNumber(shown)} of too many to be counted and ranked; add a word`;
  return shown < total ? `${kind}: ${formatNumber(shown)} of ${formatNumber(total)}; -n shows more` : `${kind}: ${formatNumber(total)}`;
}

async function search(text: string, options: SearchOptions): Promise<void> {
  await withSnapshot(options, (snapshot) => {
    const found = find(snapshot, text, options.number);
    if (options.json === true) {
      printJson(found);
      return;
    }
    const { authors, papers, groups } = found;
    if (authors.hits.length + papers.hits.length + groups.length === 0) throw new CliError(`no author and no paper here fits "${text}"`, EXIT.notFound, { argument: text });
    printLine(heading('Authors', authors.hits.length, authors.total));
    if (authors.hits.length > 0) {
      printTable(
        [{ title: 'papers', align: 'right' }, { title: 'years' }, { title: 'id' }, { title: 'author' }],
        authors.hits.map((author) => [formatNumber(author.paperCount), formatYears(author.firstYear, author.lastYear), author.id, nameOf(author)]),
      );
    }
    for (const group of groups) printLine(printable(groupText(group)));
    printLine(`\n${heading('Papers', papers.hits.length, papers.total)}`);
    if (papers.hits.length > 0) {
      printTable(
        [{ title: 'year' }, { title: 'id' }, { title: 'title' }],
        papers.hits.map(paperCells),
      );
    }
  });
}

export function searchCommand(): Command {
  return new Command('search')
    .summary('authors and papers by words')
    .description('Finds authors by the beginnings of the words of their names, and papers by the words of title and abstract.')
    .argument('<text>', 'words in any order; "quoted words" must stand together in a title or abstract')
    .option('-n, --number <n>', 'how many of each to show', wholeNumber(1), 10)
    .addHelpText('after', EXAMPLES)
    .action(async (text: string, _options, command: Command) => search(text, command.optsWithGlobals<SearchOptions>()));
}
