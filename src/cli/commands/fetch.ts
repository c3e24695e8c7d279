/** `coterie fetch SERVICE ID…`: papers of authors and of their co-authors from the public services into the corpus. */
import { Command } from 'commander';
import { isLimited, yearsInWords, type YearRange } from '../../records/years.js';
import { SERVICES } from '../../services/registry.js';
import type { Service, ServiceId } from '../../services/service.js';
import { buildProblems } from '../build-problems.js';
import { dataDirOf } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { readQuestion, wholeNumber, type QuestionOptions } from '../fetch-question.js';
import { fetchFacts, fetchLines } from '../fetch-report.js';
import { runFetch, type Fetched, type FetchSettings } from '../fetching.js';
import { importLines, problemsByKind } from '../import-report.js';
import { runImport } from '../importing.js';
import { printJson, printLine } from '../output.js';
import { identityOption, importOptions, type ImportCommandOptions } from './import.js';

interface FetchOptions extends ImportCommandOptions, QuestionOptions {
  readonly baseUrl?: string;
  readonly mailto?: string;
  readonly retries: string;
  readonly timeout: string;
  readonly refresh?: boolean;
  readonly maxAge?: string;
  readonly offline?: boolean;
}

const DAY_MS = 86_400_000;

const EXAMPLES: Readonly<Record<ServiceId, readonly string[]>> = {
  openalex: ['A5023888391 --radius 1 --mailto me@example.org', '0000-0002-1825-0097 --from 2015 --to 2024', '--dois dois.txt', '--search "link prediction" --max-papers 500'],
  semanticscholar: ['1741101 --radius 1 --max-authors 50', '10.1145/1753326.1753532 arxiv:1706.03762', '--dois dois.txt --offline'],
  crossref: ['0000-0002-1825-0097 --mailto me@example.org', '--dois - < dois.txt', '--search "co-authorship networks" --from 2020'],
  arxiv: ['"Ada Okonkwo" --radius 1 --max-authors 20', '1706.03762 2005.14165', '--search "cat:cs.DL AND all:bibliometrics" --max-papers 200'],
  dblp: ['81/1984 --radius 1', '0000-0002-1825-0097', 'conf/jcdl/OkonkwoN20', '--search "co-authorship graph"'],
  orcid: ['0000-0002-1825-0097 --radius 1', '--dois orcids.txt'],
};

async function runFetchCommand(service: Service, args: readonly string[], options: FetchOptions): Promise<void> {
  if (options.sample === true && options.data === undefined) {
    throw new CliError('--sample means the bundled corpus, which fetching would change for good: leave it out, or add --data DIR for a corpus of your own', EXIT.usage);
  }
  const settings = settingsOf(service, options);
  const { question, unreadable } = readQuestion(service, args, options);
  const fetched = await runFetch(service, question, settings);
  const { years } = question;
  refuseNothing(service, fetched, unreadable, years);
  const { files } = fetched;
  const origins = new Map(files.map((file) => [file.path, { ...file, years }]));
  const report = await runImport(files.map(({ path }) => path), { ...importOptions(options, settings.dataDir), format: service.format, origins });
  const found = await buildProblems(settings.dataDir, report.manifest);
  if (options.json === true) {
    const { manifest, ...rest } = report;
    printJson({
      fetched: fetchFacts(service, fetched, unreadable),
      imported: { ...rest, problemsByKind: problemsByKind(report, found), problemsInCorpus: found.total },
      snapshot: manifest?.id ?? null,
      counts: manifest?.counts ?? null,
    });
    return;
  }
  for (const line of [...fetchLines(service, fetched, unreadable, years), ...importLines(report, found)]) printLine(line);
}

/** @throws CliError (not found) where nothing came */
function refuseNothing(service: Service, fetched: Fetched, unreadable: readonly string[], years: YearRange): void {
  const { files, missing, papers, leftOut: { outsideYears, undated } } = fetched;
  const isAllLeftOut = papers === 0 && outsideYears + undated > 0;
  if (files.length > 0 && !isAllLeftOut) return;
  const why = isAllLeftOut || (isLimited(years) && missing.length === 0)
    ? `${service.title} has no papers ${yearsInWords(years)} for what was asked`
    : missing.length > 0 ? 'nothing of this has been fetched before, and --offline forbids asking for it' : `${service.title} knows nothing of what was asked for`;
  throw new CliError(why, EXIT.notFound, fetchFacts(service, fetched, unreadable), fetchLines(service, fetched, unreadable, years).slice(1));
}

function settingsOf(service: Service, options: FetchOptions): FetchSettings {
  const { baseUrl = process.env[service.baseUrlVariable], mailto = process.env['COTERIE_MAILTO'], maxAge, refresh = false, offline = false } = options;
  const address = mailto?.trim() ?? '';
  if (address !== '' && !/^[^\s@<>()]+@[^\s@<>()]+$/.test(address)) throw new CliError(`"${address}" is no e-mail address (--mailto, COTERIE_MAILTO)`, EXIT.usage);
  if (offline && (refresh || maxAge !== undefined)) throw new CliError('--offline forbids what --refresh and --max-age ask for: give one of them', EXIT.usage);
  if (refresh && maxAge !== undefined) throw new CliError('--refresh is --max-age 0: give one of them', EXIT.usage);
  return {
    dataDir: dataDirOf(options),
    baseUrl: baseUrl === undefined || baseUrl.trim() === '' ? null : baseUrl.trim(),
    mailto: address === '' ? null : address,
    retries: wholeNumber('--retries', options.retries, 0, 100),
    timeoutMs: wholeNumber('--timeout', options.timeout, 1, 3600) * 1000,
    maxAgeMs: refresh ? 0 : maxAge === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--max-age', maxAge, 0, 36_500) * DAY_MS,
    offline,
  };
}

function serviceHelp({ id, title, baseUrl, baseUrlVariable, keyVariables, cannot, idsHelp }: Service): string {
  const facts = [
    `IDs: ${idsHelp}.`,
    ...[cannot.search, cannot.orcid, cannot.doi].filter((sentence) => sentence !== undefined).map((sentence) => `${sentence}.`),
    ...(keyVariables.length > 0 ? [`An API key for ${title} is read from ${keyVariables.join(' or ')}.`] : []),
    `Asked at ${baseUrl}, or at --base-url, or at $${baseUrlVariable}; through the proxy of $HTTPS_PROXY, $HTTP_PROXY and $NO_PROXY where they are set.`,
  ];
  return `\n${facts.join('\n')}\n\nExamples:\n${EXAMPLES[id].map((example) => `  coterie fetch ${id} ${example}`).join('\n')}`;
}

function serviceCommand(service: Service): Command {
  return new Command(service.id)
    .summary(`papers from ${service.title}`)
    .description(
      `Fetches from ${service.title} into the corpus: the papers asked for and those of the authors asked for; with --radius 1 also those of their co-authors, and so on. ` +
        'Answers are kept in <data>/fetched and not asked for again; running the same command again goes on where it stopped.',
    )
    .argument('[ids...]', service.idsHelp)
    .option('--dois <file>', 'ids, one a line; - is stdin')
    .option('--search <words>', 'papers that the service finds for these words')
    .option('--radius <n>', 'also the papers of co-authors up to this distance', '0')
    .option('--max-authors <n>', 'most co-authors to follow, those with the most papers first', '200')
    .option('--max-papers <n>', 'stop asking when this many papers have come', '10000')
    .option('--from <year>', 'papers from this year on; others that come, and undated ones, are left out and counted')
    .option('--to <year>', 'papers up to this year; the same')
    .option('--mailto <address>', 'tell the service who asks; else $COTERIE_MAILTO')
    .option('--refresh', 'fetch everything anew')
    .option('--max-age <days>', 'fetch anew what was kept longer than this')
    .option('--offline', 'use only what was fetched before, and say what is missing')
    .option('--retries <n>', 'how often a request that failed is tried again', '5')
    .option('--timeout <seconds>', 'how long an answer may take', '120')
    .option('--base-url <url>', 'another server that speaks the same API')
    .addOption(identityOption())
    .addHelpText('after', serviceHelp(service))
    .action(async (ids: string[], _options, command: Command) => runFetchCommand(service, ids, command.optsWithGlobals<FetchOptions>()));
}

export function fetchCommand(): Command {
  const fetch = new Command('fetch')
    .summary('fetch papers of authors and co-authors from OpenAlex, Semantic Scholar, Crossref, arXiv, DBLP, ORCID')
    .description('Fetches from a public service into the corpus, politely: identified, paced, with retries, and from the answers kept where there are any.')
    .addHelpText('after', `\nExamples:\n${SERVICES.map(({ id }) => `  coterie fetch ${id} ${EXAMPLES[id][0]}`).join('\n')}\n\n\`coterie fetch SERVICE --help\` says what each can be asked.`);
  for (const service of SERVICES) fetch.addCommand(serviceCommand(service));
  return fetch;
}
