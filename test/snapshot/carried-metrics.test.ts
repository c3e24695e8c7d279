import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSections, packSections } from '../../src/graph/buffer.js';
import { writeBufferFile } from '../../src/graph/buffer-file.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { PaperRecord } from '../../src/records/record.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const records = [...syntheticPapers({ papers: 150 })];
const moreCited = records.map((record, i): PaperRecord => (i % 3 === 0 ? { ...record, citationCount: { value: 1_000 + i, source: 'test', asOf: null } } : record));

const imported = (dataDir: string, path: string, content: Iterable<PaperRecord>) => importFiles([writeRecords(path, content)], { dataDir, threads: 1 });
const metricsOf = (dataDir: string, id: string) => readFileSync(join(dataDir, 'snapshots', id, 'metrics.bin'));

describe('a snapshot built on another', () => {
  it('takes the numbers that hold, and has the bits of one built from nothing', async () => {
    const dir = tempDir();
    const [dataDir, path] = [join(dir, 'data'), join(dir, 'a.jsonl')];
    expect((await imported(dataDir, path, records)).metricsCarried).toEqual([]);
    const next = await imported(dataDir, path, moreCited);
    expect(next.metricsCarried).toEqual(expect.arrayContaining(['BETWEENNESS', 'CLOSENESS', 'PAGERANK', 'COMMUNITY', 'DIAMETER']));
    expect(next.metricsCarried.filter((id) => ['CITATION_COUNT', 'H_INDEX', 'PAPER_COUNT', 'NEW_COLLABORATORS_PER_YEAR'].includes(id))).toEqual([]);

    const fresh = await imported(join(dir, 'fresh'), path, moreCited);
    expect(fresh.manifest?.id).toBe(next.manifest?.id);
    expect(fresh.manifest?.storedMetrics).toEqual(next.manifest?.storedMetrics);
    expect(metricsOf(join(dir, 'fresh'), fresh.manifest?.id ?? '').equals(metricsOf(dataDir, next.manifest?.id ?? ''))).toBe(true);
  }, 60_000);

  it('computes anew what a new collaboration changes', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    await imported(dataDir, join(dir, 'a.jsonl'), records);
    const [ann, bob] = records.slice(0, 2).map((record) => record.mentions[0].rawName);
    const next = await imported(dataDir, join(dir, 'b.jsonl'), [paperRecord('A new tie', [ann, bob])]);
    expect(next.metricsCarried).toEqual([]);
  }, 60_000);

  it('does without numbers of a snapshot that can not be read', async () => {
    const dir = tempDir();
    const [dataDir, path] = [join(dir, 'data'), join(dir, 'a.jsonl')];
    const first = await imported(dataDir, path, records);
    writeFileSync(join(dataDir, 'snapshots', first.manifest?.id ?? '', 'metrics.bin'), 'torn');
    const next = await imported(dataDir, path, moreCited);
    expect([next.snapshotBuilt, next.metricsCarried]).toEqual([true, []]);
  }, 60_000);
});

describe('what was computed on demand', () => {
  it('holds for the next snapshot where the graph asked of is the same, and only there', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const many = [...syntheticPapers({ papers: 1_200 })];
    const years = many.flatMap(({ date }) => (date === null ? [] : [date.year]));
    const untilThen = { ...DEFAULT_SPEC, yearTo: Math.max(...years) };
    await imported(dataDir, join(dir, 'a.jsonl'), many);
    const ask = async (spec: typeof DEFAULT_SPEC) => {
      const provider = await openProvider(dataDir, { pollMs: 0, threads: 1, computed: { keepFromMs: 0 } });
      const lease = provider.acquire();
      const table = await lease?.snapshot.analytics.authorMetric('BETWEENNESS', spec, { distance: 'INVERSE_STRENGTH', method: 'EXACT' }, { waitMs: Infinity });
      lease?.release();
      await provider.close();
      return { id: lease?.snapshot.id ?? '', values: [...(table?.nodeValues ?? [])] };
    };
    const before = await ask(untilThen);
    const [file] = readdirSync(join(dataDir, 'computed', before.id));
    // Another value under the same name, so that the answer shows where it came from.
    const path = join(dataDir, 'computed', before.id, file);
    const { sections, meta } = openSections(new Uint8Array(readFileSync(path)).buffer);
    await writeBufferFile(path, packSections({ ...sections, values: Float64Array.from(before.values, () => 4711) }, meta));

    await imported(dataDir, join(dir, 'b.jsonl'), [paperRecord('Later', ['Zoe Zed', 'Yan Young'], { date: { year: untilThen.yearTo + 1, month: null, day: null } })]);
    const after = await ask(untilThen);
    expect(after.id).not.toBe(before.id);
    expect(new Set(after.values)).toEqual(new Set([4711]));
    expect(readdirSync(join(dataDir, 'computed', after.id))).toEqual([file]);
    expect(new Set((await ask({ ...untilThen, yearTo: untilThen.yearTo + 1 })).values).has(4711)).toBe(false);
  }, 60_000);
});
