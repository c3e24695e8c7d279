import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acl } from '../../src/sources/acl.js';
import { dblp } from '../../src/sources/dblp.js';
import { MAX_XML_RECORD_LENGTH, readXml } from '../../src/sources/xml.js';
import type { XmlItem, XmlVocabulary } from '../../src/sources/xml.js';
import { textOf, xmlRoot } from '../../src/sources/xml-element.js';
import { doctypeEntities } from '../../src/sources/xml-doctype.js';
import { chunksOf, itemsOf } from '../helpers/source-items.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

const VOCABULARY: XmlVocabulary = { records: new Set(['rec']), keyOf: ({ attributes }) => attributes.key ?? null };

async function* endless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('<x><rec>a</rec><rec>');
  for (;;) yield Buffer.alloc(1 << 20, 0x61);
}

async function read(content: string | Uint8Array, chunkSize = 1 << 16): Promise<{ texts: string[]; problems: (XmlItem & { kind: 'problem' })['problem'][] }> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const texts: string[] = [];
  const problems: (XmlItem & { kind: 'problem' })['problem'][] = [];
  for await (const batch of readXml({ file: 'f.xml', bytes: chunksOf(bytes, chunkSize) }, VOCABULARY)) {
    for (const item of batch) {
      if (item.kind === 'record') texts.push(textOf(item.element));
      else if (item.kind === 'problem') problems.push(item.problem);
    }
  }
  return { texts, problems };
}

describe('encodings', () => {
  it.each([
    ['UTF-8 by default', Buffer.from('<x><rec>Ünï € 😀</rec></x>')],
    ['UTF-8 with a mark', Buffer.from('\uFEFF<?xml version="1.0"?><x><rec>Ünï € 😀</rec></x>')],
    ['UTF-16LE with a mark', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><x><rec>Ünï € 😀</rec></x>', 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from('\uFEFF<x><rec>Ünï € 😀</rec></x>', 'utf16le').swap16()],
    ['UTF-16LE without a mark', Buffer.from('<x><rec>Ünï € 😀</rec></x>', 'utf16le')],
  ])('%s, in chunks of any size', async (_, bytes) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(await read(bytes, size)).toEqual({ texts: ['Ünï € 😀'], problems: [] });
  });

  it('reads ISO-8859-1 and windows-1252 as declared', async () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><x><rec>M\u00fcller</rec></x>', 'latin1');
    expect((await read(latin, 5)).texts).toEqual(['Müller']);
    const windows = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><x><rec>\u0080 \u0093q\u0094</rec></x>', 'latin1');
    expect((await read(windows)).texts).toEqual(['€ “q”']);
  });

  it('reports bytes that are not UTF-8 with their offset and reads on', async () => {
    const start = '<x><rec>M';
    const bytes = Buffer.concat([Buffer.from(start), Buffer.from([0xfc]), Buffer.from('ller</rec><rec>b</rec></x>')]);
    const { texts, problems } = await read(bytes);
    expect(texts).toEqual(['M\uFFFDller', 'b']);
    expect(problems).toMatchObject([{ kind: 'INVALID_UTF8', byte: start.length, value: '0xfc' }]);
  });

  it('says which encoding it can not read', async () => {
    const { texts, problems } = await read('<?xml version="1.0" encoding="EBCDIC-X"?><x><rec>a</rec></x>');
    expect(texts).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'UNSUPPORTED_ENCODING' }]);
    expect(problems[0].reason).toContain('EBCDIC-X');
  });
});

describe('entities', () => {
  it('knows those of HTML 4 without any DTD, and character references', async () => {
    expect((await read('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/never.dtd"><x><rec>&uuml;&Agrave;&alpha;&times;&amp;&#x160;&#233;</rec></x>')).texts).toEqual(['üÀα×&Šé']);
  });

  it('keeps unknown ones as written and reports each once per record', async () => {
    const { texts, problems } = await read('<x><rec key="k">a &foo; &foo; &constructor;</rec>\n<rec>&foo;</rec></x>');
    expect(texts).toEqual(['a &foo; &foo; &constructor;', '&foo;']);
    expect(problems.map(({ kind, value, record, line }) => [kind, value, record, line])).toEqual([
      ['UNKNOWN_ENTITY', '&foo;', 'k', 1], ['UNKNOWN_ENTITY', '&constructor;', 'k', 1], ['UNKNOWN_ENTITY', '&foo;', null, 2],
    ]);
  });

  it('never resolves external ones', async () => {
    const { texts, problems } = await read('<!DOCTYPE x [\n<!ENTITY xxe SYSTEM "file:///etc/passwd">\n<!ENTITY % p SYSTEM "http://127.0.0.1:1/p.dtd">\n%p;\n]><x><rec>[&xxe;]</rec></x>');
    expect(texts).toEqual(['[&xxe;]']);
    expect(problems).toMatchObject([{ kind: 'EXTERNAL_ENTITY', value: 'xxe', line: 2 }, { kind: 'UNKNOWN_ENTITY', value: '&xxe;' }]);
  });

  it('expands short plain ones that the document declares', async () => {
    expect(await read('<!DOCTYPE x [<!-- <!ENTITY no "no"> --><!ENTITY lab "Example Lab"><!ENTITY c "&#263;"><!ENTITY lab "second"><!ENTITY lt "&#38;#60;">]><x><rec>&lab;&c;&lt;</rec></x>'))
      .toEqual({ texts: ['Example Labć<'], problems: [] });
  });

  it.each([
    ['an entity bomb', `<!DOCTYPE x [\n<!ENTITY a "lol">\n<!ENTITY b "${'&a;'.repeat(10)}">\n<!ENTITY c "${'&b;'.repeat(10)}">\n]><x><rec>&c;</rec></x>`, 3],
    ['a long one', `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1001)}">]><x><rec>&a;</rec></x>`, 1],
    ['one that holds markup', '<!DOCTYPE x [<!ENTITY a "<rec/>">]><x><rec>&a;</rec></x>', 1],
    ['thousands', `<!DOCTYPE x [${Array.from({ length: 2001 }, (_, i) => `<!ENTITY e${i} "x">`).join('')}]><x><rec>a</rec></x>`, 1],
  ])('refuses %s with its line', async (_, xml, line) => {
    const { texts, problems } = await read(xml);
    expect(texts).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'REFUSED', line }]);
  });

  it('bounds the text that allowed entities may grow to', async () => {
    const references = '&a;'.repeat(Math.ceil(MAX_XML_RECORD_LENGTH / 1000) + 1);
    const { texts, problems } = await read(`<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1000)}">]><x><rec>fine</rec><rec>${references}</rec></x>`);
    expect(texts).toEqual(['fine']);
    expect(problems).toMatchObject([{ kind: 'REFUSED', recordDropped: true }]);
  });

  it('reads a declaration subset in linear time', async () => {
    expect(await processorSeconds(() => {
      doctypeEntities('<!ENTITY '.repeat(200_000));
      doctypeEntities(`<!ENTITY a "${'<!ENTITY b '.repeat(200_000)}`);
    })).toBeLessThan(HANGING_SECONDS);
  });
});

describe('text that is no XML', () => {
  it.each([
    ['cut inside a record', '<x><rec>a</rec>\n<rec>b', ['a'], 'TRUNCATED', 2],
    ['cut inside a tag', '<x><rec>a</rec>\n<re', ['a'], 'TRUNCATED', 2],
    ['cut between records', '<x><rec>a</rec>\n', ['a'], 'TRUNCATED', 2],
    ['a record that another end tag closes', '<x><rec>a</rec>\n<rec>b</x>', ['a'], 'MALFORMED', 2],
    ['a stray end tag', '<x><rec>a</rec>\n</y><rec>b</rec></x>', ['a'], 'MALFORMED', 2],
    ['an ampersand that begins nothing', '<x><rec>a</rec>\n<rec>R & D</rec>;</x>', ['a'], 'MALFORMED', 2],
    ['text behind the root', '<x><rec>a</rec></x>\njunk', ['a'], 'MALFORMED', 2],
    ['no XML at all', 'hello', [], 'MALFORMED', 1],
    ['nothing', '', [], 'EMPTY', 1],
    ['white space', ' \n ', [], 'EMPTY', 2],
    ['elements 101 deep', `<x><rec>a</rec><rec>${'<d>'.repeat(200)}`, ['a'], 'REFUSED', 1],
    ['a prolog without end', `<!-- ${'x'.repeat(2 << 20)}`, [], 'REFUSED', 1],
  ])('%s: keeps what was whole, then one problem', async (_, xml, texts, kind, line) => {
    for (const size of [3, 1 << 20]) {
      if (size === 3 && xml.length > 1000) continue;
      const result = await read(xml, size);
      expect(result.texts).toEqual(texts);
      expect(result.problems.map((problem) => [problem.kind, problem.line])).toEqual([[kind, line]]);
    }
  });

  it('refuses a record without end and does not hold it all', async () => {
    const kinds: string[] = [];
    for await (const batch of readXml({ file: 'f', bytes: endless() }, VOCABULARY)) {
      for (const item of batch) kinds.push(item.kind === 'problem' ? item.problem.kind : item.kind);
    }
    expect(kinds).toEqual(['open', 'record', 'REFUSED']);
  });

  it('takes control characters out and reports them once per record', async () => {
    const { texts, problems } = await read('<x><rec>a\u0001b\u0002</rec><rec>c</rec></x>');
    expect(texts).toEqual(['ab', 'c']);
    expect(problems.map(({ kind }) => kind)).toEqual(['CONTROL_CHARACTERS']);
  });

  it('hands out CDATA as text and knows records at the root', async () => {
    expect((await read('<rec><![CDATA[<a> & b]]></rec>')).texts).toEqual(['<a> & b']);
  });
});

describe('what a vocabulary may ask for', () => {
  async function elements(xml: string, vocabulary: XmlVocabulary, size = 1 << 16): Promise<XmlItem[]> {
    const items: XmlItem[] = [];
    for await (const batch of readXml({ file: 'f', bytes: chunksOf(Buffer.from(xml), size) }, vocabulary)) items.push(...batch);
    return items;
  }

  it('names without prefixes, whatever they are', async () => {
    const items = await elements('<q:x xmlns:q="urn:q" q:a="1" b="2"><q:rec key="own" q:key="other"><z:t z:href="h">A</z:t></q:rec></q:x>', { ...VOCABULARY, isPrefixed: true });
    expect(items).toEqual([
      { kind: 'open', name: 'x', attributes: { a: '1', b: '2' }, line: 1 },
      { kind: 'record', element: { name: 'rec', attributes: { key: 'own' }, line: 1, children: [{ name: 't', attributes: { href: 'h' }, children: ['A'], line: 1 }] } },
    ]);
  });

  it('elements that are passed over, however long and deep, and what follows them', async () => {
    const vocabulary = { ...VOCABULARY, skipped: new Set(['body']) };
    const xml = '<x><rec>a<body>b<body>c</body><rec>d</rec></body><e>f</e></rec><body/><rec>g</rec></x>';
    for (const size of [1, 1000]) {
      const texts = (await elements(xml, vocabulary, size)).flatMap((item) => (item.kind === 'record' ? [textOf(item.element)] : []));
      expect(texts).toEqual(['af', 'g']);
    }
    const long = `<x><rec>a<body>${`<p>${'y'.repeat(1000)}</p>`.repeat(MAX_XML_RECORD_LENGTH / 1000 + 100)}</body></rec></x>`;
    expect((await elements(long, vocabulary)).map(({ kind }) => kind)).toEqual(['open', 'record']);
    expect((await elements(long, VOCABULARY)).map(({ kind }) => kind)).toEqual(['open', 'problem']);
  });

  it('but not without bounds: nesting and text without a tag count within them too', async () => {
    const vocabulary = { ...VOCABULARY, skipped: new Set(['body']) };
    for (const xml of [`<x><rec><body>${'<d>'.repeat(200)}`, `<x><rec><body>${'y'.repeat(MAX_XML_RECORD_LENGTH + (1 << 18))}`]) {
      expect((await elements(xml, vocabulary)).map((item) => (item.kind === 'problem' ? item.problem.kind : item.kind))).toEqual(['open', 'REFUSED']);
    }
  });
});

describe('roots', () => {
  it.each([
    ['<a>', 'a'], ['\uFEFF<?xml version="1.0"?>\n<!-- <b> -->\n<!DOCTYPE a [<!ENTITY x "<c>">]>\n<a k="1">', 'a'], ['hello <a>', null], ['<!-- never ends <a>', null], ['', null],
  ])('of %j', (head, name) => {
    expect(xmlRoot(head)?.name ?? null).toBe(name);
  });

  it('are found in UTF-16 that was read as UTF-8', () => {
    expect(xmlRoot(Buffer.from('\uFEFF<dblp>', 'utf16le').toString('utf8'))?.name).toBe('dblp');
  });
});

const DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>${Array.from({ length: 6 }, (_, i) =>
  `<article key="journals/x/Y${i}"><author>Jörg M&uuml;ller</author><title>Title <i>${i}</i> &amp; more.</title><year>200${i}</year></article>\n`).join('')}</dblp>`;

describe('whatever the bytes', () => {
  it('reading ends without an error', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom('<dblp>', '<article key="journals/x/1">', '</article>', '<title>', '</title>', '&uuml;', '&x;', '<!DOCTYPE a [', '<!ENTITY a "', ']>', '<![CDATA[', '<!--', '-->', '<?', '\u0000', '"', '<author>A</author>', '&', '<volume id="1">', '<collection id="2020.acl">', '<paper id="1">', '- canonical: {first: a}\n')
        .map((text) => new Uint8Array(Buffer.from(text))),
    );
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.integer({ min: 1, max: 40 }), async (pieces, size) => {
      const bytes = Buffer.concat(pieces);
      for (const source of [dblp, acl]) {
        const { papers, persons, problems } = await itemsOf(source, bytes, size);
        for (const record of [...papers, ...persons]) expect(record.key).not.toBe('');
        for (const { reason } of problems) expect(reason).toMatch(/\S.*\.$/s);
      }
    }), { numRuns: 400 });
  });

  it('a cut file invents nothing: its records are the first of the whole', async () => {
    const whole = await itemsOf(dblp, DOCUMENT);
    expect(whole.papers).toHaveLength(6);
    const bytes = Buffer.from(DOCUMENT);
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 200 }), async (length, size) => {
      const cut = await itemsOf(dblp, bytes.subarray(0, length), size);
      expect(cut.papers).toEqual(whole.papers.slice(0, cut.papers.length));
      expect(['TRUNCATED', 'EMPTY', 'MALFORMED']).toContain(cut.kinds.at(-1));
    }), { numRuns: 300 });
  });

  it('chunks make no difference', async () => {
    const whole = await itemsOf(dblp, DOCUMENT);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 90 }), async (size) => {
      expect((await itemsOf(dblp, DOCUMENT, size)).items).toEqual(whole.items);
    }), { numRuns: 40 });
  });
});
