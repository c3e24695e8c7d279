import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/sources/json-stream.js';
import { chunksOf } from '../helpers/source-items.js';

interface Read {
  readonly values: unknown[];
  readonly places: [number, number, string][];
  readonly problems: [string, number | null, boolean][];
}

async function read(content: string | Uint8Array, chunkSize = 1 << 16, ...paths: string[]): Promise<Read> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const result: Read = { values: [], places: [], problems: [] };
  for await (const batch of readJson({ file: 'f.json', bytes: chunksOf(bytes, chunkSize) }, ...(paths.length === 0 ? ['results'] : paths))) {
    for (const item of batch) {
      if (item.kind === 'record') {
        result.values.push(item.value);
        result.places.push([item.byte, item.line, item.layout]);
      } else result.problems.push([item.problem.kind, item.problem.line, item.problem.recordDropped]);
    }
  }
  return result;
}

const deep = (n: number): string => `{"a":${'['.repeat(n)}${']'.repeat(n)}}`;

async function* large(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('[{"a":1},{"a":"');
  const filler = Buffer.alloc(1 << 20, 0x61);
  for (let i = 0; i < 65; i++) yield filler;
  yield Buffer.from('"},{"a":2}]');
}

const TRICKY: Readonly<Record<string, unknown>>[] = [{ a: '}]{["\\', 'b\n"': [[], {}, [1, { c: null }]] }, { results: [1, 2], meta: '"results":[' }, {}, { 'ü😀': '\u2028 é' }];

describe('layouts', () => {
  const lines = TRICKY.slice(2).map((value) => JSON.stringify(value)).join('\n');
  it.each([
    ['an array', JSON.stringify(TRICKY), TRICKY, 'ARRAY'],
    ['an indented array', JSON.stringify(TRICKY, null, 2), TRICKY, 'ARRAY'],
    ['a page', JSON.stringify({ meta: { results: [9], n: [1] }, results: TRICKY, group_by: [{ a: [1] }] }), TRICKY, 'PAGE'],
    ['an indented page', JSON.stringify({ 'x"': 'results', results: TRICKY }, null, 1), TRICKY, 'PAGE'],
    ['lines', lines, TRICKY.slice(2), 'LINES'],
    ['lines with carriage returns, blanks and commas', `${lines.replaceAll('\n', ',\r\n\r\n')}\r\n`, TRICKY.slice(2), 'LINES'],
    ['one indented object', JSON.stringify(TRICKY[0], null, 2), [TRICKY[0]], 'LINES'],
    ['an object whose results are no list', '{"results": {"a": [1]}, "resultss": [1]}', [{ results: { a: [1] }, resultss: [1] }], 'LINES'],
    ['an empty page', '{"results": []}', [], 'PAGE'],
    ['an empty array', '[ ]', [], 'ARRAY'],
    ['scalars in an array', '[1, "a]", null ,true]', [1, 'a]', null, true], 'ARRAY'],
    ['pages one per line', '{"results":[{"a":1}]}\n{"results":[{"a":2},{"a":3}]}\n', [{ a: 1 }, { a: 2 }, { a: 3 }], 'PAGE'],
  ])('%s, in chunks of any size', async (_, json, values, layout) => {
    for (const size of [1, 2, 5, 1000]) {
      const result = await read(json, size);
      expect(result.values).toEqual(values);
      expect(result.problems).toEqual([]);
      for (const place of result.places) expect(place[2]).toBe(layout);
    }
  });

  it.each([
    ['within an object', '{"s":"ok","m":{"f":{},"n":[3],"items":[{"a":1},{"a":2}]},"z":[4]}', ['m.items'], [{ a: 1 }, { a: 2 }], ['PAGE', 'PAGE']],
    ['within objects of one name', '{"hits":{"total":2,"hits":[{"hits":[7]},{"a":2}]}}', ['hits.hits'], [{ hits: [7] }, { a: 2 }], ['PAGE', 'PAGE']],
    ['at either of two paths', '{"items":[1]}\n{"m":{"items":[2]}}\n{"m":{"items":3}}', ['m.items', 'items'], [1, 2, { m: { items: 3 } }], ['PAGE', 'PAGE', 'LINES']],
    ['not of the same name elsewhere', '{"x":{"items":[1]},"mm":{"items":[2]},"m":[{"items":[3]}],"a":"m"}', ['m.items'], [{ x: { items: [1] }, mm: { items: [2] }, m: [{ items: [3] }], a: 'm' }], ['LINES']],
    ['after an object that ends like the path', '{"m":{"i":{}},"items":[1],"m2":{"items":[5]}}', ['m.items'], [{ m: { i: {} }, items: [1], m2: { items: [5] } }], ['LINES']],
    ['after a null of the same name', '{"m":null,"m":{"items":null,"items":[1]}}', ['m.items'], [1], ['PAGE']],
    ['nowhere', '{"":[1],"results":[2]}', [''], [{ '': [1], results: [2] }], ['LINES']],
  ])('lists %s', async (_, json, paths, values, layouts) => {
    for (const size of [1, 2, 5, 1000]) {
      const result = await read(json, size, ...paths);
      expect(result.values).toEqual(values);
      expect(result.problems).toEqual([]);
      expect(result.places.map((place) => place[2])).toEqual(layouts);
    }
  });

  it('tells byte and line of each record', async () => {
    const json = '\uFEFF[\n {"a":"é"},\n\n {"b":1}]';
    expect((await read(json, 3)).places).toEqual([[6, 2, 'ARRAY'], [Buffer.from(json).indexOf('{"b"'), 4, 'ARRAY']]);
  });
});

describe('what is no JSON', () => {
  it.each([
    ['nothing', '', [], [['EMPTY', 1, false]]],
    ['a cut array', '[{"a":1},{"a":2', [{ a: 1 }], [['TRUNCATED', 1, true]]],
    ['an array without its end', '[{"a":1},\n', [{ a: 1 }], [['TRUNCATED', 2, false]]],
    ['a number that may be cut', '[1, 2', [1], [['TRUNCATED', 1, true]]],
    ['a cut page', '{"meta":1,"results":[{"a":1}', [{ a: 1 }], [['TRUNCATED', 1, false]]],
    ['a page cut behind its results', '{"results":[{"a":1}],"x":', [{ a: 1 }], [['TRUNCATED', 1, false]]],
    ['a bad record in an array', '[{"a":1},{bad},{"a":2}]', [{ a: 1 }, { a: 2 }], [['MALFORMED', 1, true]]],
    ['brackets that do not match', '[{"a":1},{"a":2]},{"a":3}]', [{ a: 1 }], [['MALFORMED', 1, true]]],
    ['a bad line', '{"a":1}\n{"a":\n{"a":2}\n', [{ a: 1 }, { a: 2 }], [['MALFORMED', 2, true]]],
    ['a bad first line', '{"a":1,\n{"a":2}\n', [{ a: 2 }], [['MALFORMED', 1, true]]],
    ['a line cut in a string', '{"a":1}\n{"a":"x\n{"a":2}\n', [{ a: 1 }, { a: 2 }], [['MALFORMED', 2, true]]],
    ['a first line cut in a string', '{"a":"x\n{"a":2}\n', [{ a: 2 }], [['MALFORMED', 1, true]]],
    ['a last line cut', '{"a":1}\n{"a":', [{ a: 1 }], [['TRUNCATED', 2, true]]],
    ['words', 'hello\nworld [1]\n{"a":1}\n', [{ a: 1 }], [['MALFORMED', 1, true]]],
    ['a stray bracket', '{"a":1}\n]\n{"a":2}', [{ a: 1 }, { a: 2 }], [['MALFORMED', 2, true]]],
  ])('%s: keeps what is whole and says the rest', async (_, json, values, problems) => {
    for (const size of [1, 3, 1000]) expect(await read(json, size)).toMatchObject({ values, problems });
  });

  it('refuses what is nested deeper than 200', async () => {
    expect((await read(`${deep(150)}\n`)).problems).toEqual([]);
    expect(await read(`${deep(300)}\n{"a":1}\n`)).toMatchObject({ values: [{ a: 1 }], problems: [['REFUSED', 1, true]] });
    expect(await read(`[{"a":1},${deep(100_000)}]`)).toMatchObject({ values: [{ a: 1 }], problems: [['REFUSED', 1, true]] });
  });

  it('leaves out a record of more than 64 MiB and reads on', async () => {
    const seen: unknown[] = [];
    for await (const batch of readJson({ file: 'f', bytes: large() }, 'results')) {
      for (const item of batch) seen.push(item.kind === 'record' ? item.value : item.problem.kind);
    }
    expect(seen).toEqual([{ a: 1 }, 'REFUSED', { a: 2 }]);
  });

  it('reports bytes that are not UTF-8 and keeps the record', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"a":1},{"a":"x'), Buffer.from([0xff]), Buffer.from('"}]')]);
    const result = await read(bytes);
    expect(result.values).toEqual([{ a: 1 }, { a: 'x\uFFFD' }]);
    expect(result.problems).toEqual([['INVALID_UTF8', 1, false]]);
  });

  it('says that UTF-16 is not read', async () => {
    expect((await read(Buffer.from('\uFEFF[{"a":1}]', 'utf16le'))).problems).toEqual([['UNSUPPORTED_ENCODING', null, false]]);
    expect((await read(Buffer.from('[{"a":1}]', 'utf16le'))).problems).toEqual([['UNSUPPORTED_ENCODING', null, false]]);
  });

  it('survives a source of bytes that uses one buffer again and again', async () => {
    const json = Buffer.from(JSON.stringify(TRICKY));
    async function* reused(): AsyncGenerator<Uint8Array> {
      const buffer = Buffer.alloc(4);
      for (let at = 0; at < json.length; at += 4) {
        const length = json.copy(buffer, 0, at, at + 4);
        yield buffer.subarray(0, length);
        buffer.fill(0);
      }
    }
    const values: unknown[] = [];
    for await (const batch of readJson({ file: 'f', bytes: reused() }, 'results')) for (const item of batch) if (item.kind === 'record') values.push(item.value);
    expect(values).toEqual(TRICKY);
  });
});

describe('whatever the bytes', () => {
  it('reading ends without an error', async () => {
    const token = fc.oneof(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', '"results"', '"results":[', '1', 'null', ' ', 'é', '\u0000'), fc.string({ maxLength: 4 }));
    await fc.assert(fc.asyncProperty(fc.array(token, { maxLength: 40 }), fc.integer({ min: 1, max: 20 }), async (tokens, size) => {
      const { values, problems } = await read(tokens.join(''), size);
      // Only commas, empty lists, and what surrounds a page's records may be passed over without a word.
      const mayBeSilent = /^[\s,[\]]*$/.test(tokens.join('')) || tokens.join('').includes('"results"');
      expect(mayBeSilent || values.length + problems.length > 0).toBe(true);
    }), { numRuns: 2000 });
  });

  it('any JSON comes back, and chunks make no difference', async () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue());
    await fc.assert(fc.asyncProperty(fc.array(record, { maxLength: 5 }), fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 2), async (records, size, indent) => {
      const plain = JSON.parse(JSON.stringify(records)) as unknown[];
      expect((await read(JSON.stringify(records, null, indent), size)).values).toEqual(plain);
      expect((await read(JSON.stringify({ meta: { results: [] }, results: records }, null, indent), size)).values).toEqual(plain);
      expect((await read(JSON.stringify({ a: { b: 'b' }, b: [1], m: { c: { items: [2] }, items: records } }, null, indent), size, 'm.items', 'x')).values).toEqual(plain);
      const single = plain.filter((value) => !Array.isArray((value as { results?: unknown }).results));
      expect((await read(single.map((value) => JSON.stringify(value)).join('\n'), size)).values).toEqual(single);
    }), { numRuns: 300 });
  });

  it('a cut file invents nothing', async () => {
    const page = Buffer.from(JSON.stringify({ meta: {}, results: TRICKY }));
    const lines = Buffer.from(TRICKY.slice(2).concat([{ a: '1' }]).map((value) => JSON.stringify(value)).join('\n'));
    for (const whole of [page, lines]) {
      const all = (await read(whole)).values;
      for (let length = 1; length < whole.length; length++) {
        const cut = await read(whole.subarray(0, length), 16);
        expect(cut.values).toEqual(all.slice(0, cut.values.length));
      }
    }
  });
});
