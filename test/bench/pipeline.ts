/** `npm run bench -- pipeline`: what each step of the pipeline takes on DuckDB or on Spark: processor time, bytes written, spilled and shuffled, memory. */
import { appendFileSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { runPipeline } from '../../src/pipeline/driver.js';
import { openSparkEngine } from '../../src/pipeline/spark-engine.js';
import { worksFile, type WorkRow } from '../../src/pipeline/works-file.js';
import { grow } from '../../src/synthetic/growth.js';
import { papersOf } from '../../src/synthetic/papers.js';
import { ownMeter, sparkMeter, type Measured } from './pipeline-meters.js';
import { formatSeconds } from './report.js';

export interface PipelineBenchOptions {
  readonly papers: number;
  /** Of DuckDB. */
  readonly memoryBytes: number;
  /** Of DuckDB. */
  readonly threads: number;
  /** `sc://host:port` of a Spark Connect server on this machine; DuckDB where null. */
  readonly master: string | null;
  /** Where works and tables are kept, so that what was ended goes on; a temporary folder where null. */
  readonly folder: string | null;
  /** The statement before which to end, such as `component_edges`; null runs to the end. */
  readonly until: string | null;
  /** File to which a line of JSON is added per statement. */
  readonly json: string | null;
}

const SEED = 7;
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;

/** The works of a grown corpus, as the pipeline reads them. Authors are keyed by number. */
function* worksOf(papers: number): Generator<WorkRow> {
  const growth = grow({ papers, seed: SEED });
  let paper = 0;
  for (const { key, title, date, venue, type, fields, citationCount, mentions } of papersOf(growth)) {
    const authors = growth.paperAuthors.subarray(growth.paperOffsets[paper], growth.paperOffsets[paper + 1]);
    yield {
      work_id: key, title, abstract: null, year: date?.year ?? null, date: null, venue, type, fields: JSON.stringify(fields), citations: citationCount?.value ?? null, citation_source: null, citations_as_of: null,
      external_ids: null, author_list_complete: true, has_code: false, country_count: paper % 3, details: null,
      mentions: mentions.map(({ rawName, affiliations }, at) => ({
        position: at + 1, raw_name: rawName, is_group: false, is_corresponding: null, affiliations: JSON.stringify(affiliations), external_ids: null, name_parts: null, details: null, author_details: null, author_key: `author:${String(authors[at]).padStart(9, '0')}`,
      })),
    };
    paper += 1;
  }
}

async function writeWorks(file: string, papers: number): Promise<void> {
  if (existsSync(file)) return;
  const out = createWriteStream(`${file}.part`);
  for await (const bytes of worksFile(worksOf(papers))) if (!out.write(bytes)) await once(out, 'drain');
  out.end();
  await finished(out);
  renameSync(`${file}.part`, file);
}

/** Tables by the step that they are made in, the first that fits. */
const STEPS: readonly (readonly [string, RegExp])[] = [
  ['works', /^(work_|mention_|paper_numbers|author_(keys|names|ids|numbers)|authorships|papers|authors$)/], ['pairs', /^(listed|blocks|pairs|harmonic|degrees)/], ['components', /^component/], ['neighbours', /^neighbours/],
  ['PageRank', /^pagerank/], ['cores', /^core/], ['labels', /^label/], ['triangles', /^(triangles|twins|led_)/], ['figures', /./],
];

function table(all: readonly Measured[], papers: number): string[] {
  return STEPS.flatMap(([step, pattern], at) => {
    const own = all.filter(({ name }) => pattern.test(name) && !STEPS.slice(0, at).some(([, earlier]) => earlier.test(name)));
    if (own.length === 0) return [];
    const sum = (of: (each: Measured) => number): number => own.reduce((total, each) => total + of(each), 0);
    const cpu = sum(({ cpuSeconds }) => cpuSeconds);
    const peak = Math.max(...own.map((each) => each.peakBytes));
    return [`${step.padEnd(11)} ${String(own.length).padStart(4)} statements  cpu ${formatSeconds(cpu).padStart(11)} (${((cpu / papers) * 1e6).toFixed(1)} s a million works)  elapsed ${formatSeconds(sum(({ seconds }) => seconds)).padStart(11)}  written ${megabytes(sum(({ writtenBytes }) => writtenBytes)).padStart(9)}  spilled ${megabytes(sum(({ spilledBytes }) => spilledBytes)).padStart(9)}  shuffled ${megabytes(sum(({ shuffledBytes }) => shuffledBytes)).padStart(9)}  peak ${megabytes(peak).padStart(9)}`];
  });
}

/** Grows a corpus, makes its tables, and says what every step took. What a folder holds already is not made again, nor measured. */
export async function benchPipeline({ papers, memoryBytes, threads, master, folder, until, json }: PipelineBenchOptions): Promise<readonly Measured[]> {
  const work = mkdtempSync(path.join(tmpdir(), 'coterie-pipeline-'));
  const place = folder ?? work;
  mkdirSync(place, { recursive: true });
  const [works, tables] = [path.join(place, `works-${papers}.parquet`), path.join(place, `${master === null ? 'tables' : 'spark'}-${papers}`)];
  const pending: Array<Promise<Measured>> = [];
  try {
    await writeWorks(works, papers);
    const engine = master === null ? await openDuckdb({ temporaryFolder: path.join(work, 'spilled'), memoryBytes, threads }) : await openSparkEngine(master);
    const meter = master === null ? ownMeter() : await sparkMeter();
    let isEnough = false;
    try {
      const { manifest } = await runPipeline(engine, {
        inputs: [{ path: works, kind: 'WORKS' }], out: tables,
        onStep: ({ name, rows, wasThere }) => {
          if (wasThere) return;
          isEnough = rows === null && name === until;
          if (isEnough) throw new Error(`ended before ${name}, as asked`);
          if (rows === null) return;
          pending.push(meter.take(name, rows, tables).then((measured) => {
            if (json !== null) appendFileSync(json, `${JSON.stringify(measured)}\n`);
            return measured;
          }));
        },
      });
      say(`${papers} works: ${manifest.rows.authors} authors, ${manifest.rows.authorships} authorships, ${manifest.rows.pairs} pairs; rounds ${JSON.stringify(manifest.rounds)}, ${manifest.unsettledLabels} labels unsettled`);
    } catch (error) {
      if (!isEnough) throw error;
      say((error as Error).message);
    } finally {
      await engine.close();
    }
    const all = await Promise.all(pending);
    for (const line of table(all, papers)) say(line);
    return all;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
