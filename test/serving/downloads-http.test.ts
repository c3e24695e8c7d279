/** Downloads as HTTP clients see them: headers, formats, refusals, and clients that go away. */
import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import type { SnapshotProvider } from '../../src/snapshot/types.js';
import { mention, paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from '../graphql/small-corpus.js';

const EMPTY: SnapshotProvider = { acquire: () => null, refresh: () => Promise.resolve(), close: () => Promise.resolve() };
/** Names that a file's name or an XML file could stumble over. */
const STRANGE = [
  paperRecord('Line\nend & <script>alert("x")</script>', [mention('Zoë "The ../../etc/passwd" O\'Neil', { position: 1, externalIds: { orcid: '0000-0001-5000-0007' } }), '李 小龍', 'محمد علي']),
];

let corpus: ServedCorpus;
let server: RunningServer;
let leases = 0;

beforeAll(async () => {
  corpus = await servedCorpus([...SMALL_CORPUS, ...STRANGE]);
  const counting: SnapshotProvider = {
    acquire() {
      const lease = corpus.provider.acquire();
      if (lease === null) return null;
      leases += 1;
      return { snapshot: lease.snapshot, release: () => (lease.release(), void (leases -= 1)) };
    },
    refresh: () => Promise.resolve(), close: () => Promise.resolve(),
  };
  server = await startServer({ provider: counting, port: 0 });
});
afterAll(() => server.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}/export/${path}`, init);
async function papersById(titles: readonly string[]): Promise<string[]> {
  const nodes = await corpus.get<{ id: string; title: string }[]>('papers.nodes', '{ papers(first: 50) { nodes { id title } } }');
  return titles.map((title) => nodes.find((node) => node.title === title)?.id ?? '');
}
async function refusal(path: string): Promise<{ status: number; message: string; code: string; argument: unknown; retryAfter: string | null }> {
  const response = await get(path);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { errors: [{ message, extensions }] } = (await response.json()) as { errors: { message: string; extensions: Record<string, unknown> }[] };
  return { status: response.status, message, code: String(extensions['code']), argument: extensions['argument'], retryAfter: response.headers.get('retry-after') };
}

describe('a download', () => {
  it('is a file with a name, a type and the headers that keep it harmless', async () => {
    const response = await get('network.gexf');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options', 'cache-control', 'transfer-encoding'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'application/gexf+xml', 'content-disposition': 'attachment; filename="coterie-the-co-authorship-network.gexf"',
      'x-content-type-options': 'nosniff', 'cache-control': 'public, no-cache', 'transfer-encoding': 'chunked',
    });
    expect(await response.text()).toContain('label="Ann Alpha"');
  });

  it('says in a header what the file does not show, in letters that headers hold', async () => {
    expect((await get('network.net')).headers.get('x-coterie-snapshot')).toMatch(/^[0-9a-f]{16}$/);
    const notes = (await get('network.net')).headers.get('x-coterie-notes') ?? '';
    expect(notes).toMatch(/^[ -~]+$/);
    expect(JSON.parse(notes)).toEqual([expect.stringMatching(/^columns of nodes and edges .* have no place in a \.net file/), '1 paper of the graph has an author list known to be incomplete: whoever is not listed is not here']);
  });

  it.each([
    ['gexf', /<gexf[^]*Ann Alpha/], ['graphml', /<graphml[^]*Ann Alpha/], ['gml', /graph \[[^]*Ann Alpha/], ['net', /\*Vertices 13[^]*Ann Alpha/], ['paj', /\*Network[^]*Ann Alpha/],
    ['json', /"nodes":\[[^]*Ann Alpha/], ['cyjs', /"elements"[^]*Ann Alpha/], ['json?format=vosviewer-json', /"items":\[[^]*Ann Alpha/],
    ['csv?part=nodes', /^id,label[^]*Ann Alpha/], ['csv?part=edges', /^source,target,weight[^]*,1\r\n/], ['svg', /<svg[^]*Ann Alpha/],
  ])('of network.%s holds the network', async (path, expected) => {
    expect(await (await get(`network.${path}`)).text()).toMatch(expected);
  });

  it('of GEXF has the sizes and colours that were asked for, and none of its own accord', async () => {
    const text = await (await get('network.gexf?sizeBy=PAGERANK&colourBy=COMMUNITY&columns=papers')).text();
    expect(text.match(/<viz:size /g)).toHaveLength(13);
    expect(text.match(/<viz:color /g)).toHaveLength(13);
    expect(await (await get('network.gexf')).text()).not.toMatch(/viz:(size|color) /);
  });

  it('of several files is an archive of them', async () => {
    const response = await get('network.zip?format=csv');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['nodes.csv', 'edges.csv']));
    expect((await get('network.csv')).headers.get('content-disposition')).toContain('.zip');
  });

  it('of Parquet and PNG is bytes', async () => {
    const png = new Uint8Array(await (await get('network.png')).arrayBuffer());
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const parquet = new Uint8Array(await (await get('network.parquet?part=nodes')).arrayBuffer());
    expect(new TextDecoder().decode(parquet.subarray(0, 4))).toBe('PAR1');
  });

  it('of papers is a bibliography, of everybody or of one author', async () => {
    const all = await (await get('papers.bib')).text();
    expect(all.match(/^@/gm)).toHaveLength(SMALL_CORPUS.length + STRANGE.length);
    const own = await get(`papers.json?author=orcid:${ANN}`);
    expect(own.headers.get('content-type')).toBe('application/vnd.citationstyles.csl+json');
    expect(((await own.json()) as { title: string }[]).map(({ title }) => title)).toEqual(['With a group', 'Solo work', 'Beta results', 'Alpha methods for beginners']);
    const recent = (await (await get(`papers.json?author=orcid:${ANN}&yearFrom=2019`)).json()) as { title: string }[];
    expect(recent.map(({ title }) => title)).toEqual(['With a group', 'Solo work']);
    const around = (await (await get(`papers.json?author=orcid:${ANN}&radius=1`)).json()) as { title: string }[];
    expect(around.map(({ title }) => title)).toContain('Beta and delta');
    expect((await (await get('papers.json?abstracts=0')).text())).not.toContain('quokkas');
  });

  it('tells the graph beside files that have no place for it, and names papers by what picks them', async () => {
    const notesOf = (response: Response) => JSON.parse(response.headers.get('x-coterie-notes') ?? '[]') as string[];
    const recent = await get('papers.bib?yearFrom=2019');
    expect(recent.headers.get('content-disposition')).toBe('attachment; filename="coterie-chosen-papers-years-from-2019.bib"');
    expect(notesOf(recent)).toContain('graph: full counting (each joint paper adds 1 to the strength); years from 2019');
    expect(notesOf(await get('papers.bib')).filter((note) => note.startsWith('graph: '))).toEqual([]);
    expect(notesOf(await get('network.csv?part=nodes&counting=HARMONIC'))).toContain('graph: harmonic counting (by places on the author list)');
    expect(notesOf(await get('network.gexf?counting=HARMONIC')).filter((note) => note.startsWith('graph: '))).toEqual([]);
  });

  it('of papers by their ids is those papers as named, each once', async () => {
    const ids = await papersById(['Beta results', 'Solo work']);
    const asked = await get(`papers.json?papers=${ids.join(',')},${ids[0] ?? ''}`);
    expect(asked.headers.get('content-disposition')).toBe('attachment; filename="coterie-2-chosen-papers.json"');
    expect(((await asked.json()) as { title: string }[]).map(({ title }) => title)).toEqual(['Beta results', 'Solo work']);
    const one = await get(`papers.bib?papers=${ids[1] ?? ''}`);
    expect(one.headers.get('content-disposition')).toBe('attachment; filename="coterie-solo-work.bib"');
    expect((await one.text()).match(/^@/gm)).toHaveLength(1);
  });

  it('is named by whom it is about, in any script and without a way out of a folder', async () => {
    const response = await get('network.gexf?author=orcid:0000-0001-5000-0007');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="coterie-co-authors-of-zoe-o-neil.gexf"; filename*=UTF-8\'\'coterie-co-authors-of-zo%C3%AB-o-neil.gexf',
    );
    const text = await response.text();
    expect(text).toContain('label="李小龍"');
    expect(text).toContain('label="محمد علي"');
    expect(text).not.toContain('<script>');
  });

  it('answers HEAD as GET, without the file', async () => {
    const head = await get('network.gexf', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-disposition'), await head.text()]).toEqual([200, 'attachment; filename="coterie-the-co-authorship-network.gexf"', '']);
    const wrong = await get('network.gexf?author=Anobody', { method: 'HEAD' });
    expect([wrong.status, await wrong.text()]).toEqual([404, '']);
  });

  it('gives every snapshot back, also when its asker leaves in the middle', async () => {
    const asked = httpRequest(`${server.url}/export/network.gexf`);
    asked.on('error', () => undefined);
    asked.end();
    const [response] = (await once(asked, 'response')) as [{ destroy(): void }];
    response.destroy();
    await Promise.all([(await get('network.gexf')).text(), refusal('network.gexf?radius=1'), (await get('papers.bib')).text(), get('network.svg', { method: 'HEAD' })]);
    await vi.waitFor(() => expect(leases).toBe(0));
  });
});

describe('a refusal names parameter, value and remedy', () => {
  it.each([
    ['network.gexf?author=Anobody', 404, 'NOT_FOUND', 'author'],
    ['network.gexf?author=nobody at all', 400, 'BAD_USER_INPUT', 'author'],
    ['network.gexf?radius=2', 400, 'BAD_USER_INPUT', 'author'],
    ['network.gexf?author=A1&radius=9', 400, 'BAD_USER_INPUT', 'radius'],
    ['network.gexf?community=99', 400, 'BAD_USER_INPUT', 'community'],
    ['network.gexf?top=cleverness', 400, 'BAD_USER_INPUT', 'top'],
    ['network.gexf?author=A1&top=degree', 400, 'BAD_USER_INPUT', 'scope'],
    ['network.gexf?venues=Nowhere', 400, 'BAD_USER_INPUT', 'venues'],
    ['network.gexf?yearFrom=2020&yearTo=2010', 400, 'BAD_USER_INPUT', 'yearFrom'],
    ['network.gexf?yearFrom=soon', 400, 'BAD_USER_INPUT', 'yearFrom'],
    ['network.gexf?counting=twice', 400, 'BAD_USER_INPUT', 'counting'],
    ['network.gexf?metrics=cleverness', 400, 'BAD_USER_INPUT', 'metrics'],
    ['network.gexf?metrics=density', 400, 'BAD_USER_INPUT', 'metrics'],
    ['network.gexf?metrics=pagerank&param=damping%3D2', 400, 'BAD_USER_INPUT', 'param'],
    ['network.gexf?metrics=degree&param=damping%3D.5', 400, 'BAD_USER_INPUT', 'param'],
    ['network.gexf?colour=red', 400, 'BAD_USER_INPUT', 'colour'],
    ['network.svg?sizeBy=cleverness', 400, 'BAD_USER_INPUT', 'sizeBy'],
    ['network.svg?sizeBy=top_field', 400, 'BAD_USER_INPUT', 'sizeBy'],
    ['network.svg?width=199', 400, 'BAD_USER_INPUT', 'width'],
    ['network.svg?height=10001', 400, 'BAD_USER_INPUT', 'height'],
    ['network.svg?labels=20001', 400, 'BAD_USER_INPUT', 'labels'],
    ['network.png?scale=10.5', 400, 'BAD_USER_INPUT', 'scale'],
    ['network.png?width=9000&height=9000&scale=2', 400, 'BAD_USER_INPUT', 'scale'],
    ['network.svg?theme=pink', 400, 'BAD_USER_INPUT', 'theme'],
    ['network.gexf?seed=1&seed=2', 400, 'BAD_USER_INPUT', 'seed'],
    ['network.xlsx', 400, 'BAD_USER_INPUT', 'format'],
    ['network.gexf?format=graphml', 400, 'BAD_USER_INPUT', 'format'],
    ['network.gexf?format=bibtex', 400, 'BAD_USER_INPUT', 'format'],
    ['network.csv?part=middle', 400, 'BAD_USER_INPUT', 'part'],
    ['network.gexf?part=nodes', 400, 'BAD_USER_INPUT', 'part'],
    ['papers.gexf', 400, 'BAD_USER_INPUT', 'format'],
    ['papers.bib?metrics=degree', 400, 'BAD_USER_INPUT', 'metrics'],
    ['papers.bib?papers=Pnothing', 404, 'NOT_FOUND', 'papers'],
    ['papers.bib?papers=not an id', 400, 'BAD_USER_INPUT', 'papers'],
    ['papers.bib?papers=,', 400, 'BAD_USER_INPUT', 'papers'],
    ['papers.bib?papers=P1&yearFrom=2010', 400, 'BAD_USER_INPUT', 'yearFrom'],
    ['network.gexf?papers=P1', 400, 'BAD_USER_INPUT', 'papers'],
  ])('%s', async (path, status, code, argument) => {
    const found = await refusal(path);
    expect(found).toMatchObject({ status, code, argument });
    expect(found.message).toContain(`"${argument}"`);
    // Neither the API's names nor its queries mean anything in an address.
    expect(found.message).not.toMatch(/scope\.|graph\.|Argument|[a-z]\(|\{ [a-z]/);
  });

  it('where nothing has been imported, says when to come back', async () => {
    const empty = await startServer({ provider: EMPTY, port: 0 });
    try {
      const response = await fetch(`${empty.url}/export/network.gexf`);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NO_SNAPSHOT' } }] });
    } finally {
      await empty.close();
    }
  });

  it.each(['/export/network', '/export/', '/export/network.gexf/..%2f..%2fsecret', '/export/../package.json', '/export/authors.gexf'])('%s is no address of a download', async (path) => {
    const response = await fetch(`${server.url}${path}`);
    expect(response.status).toBe(404);
    await response.text();
  });

  it('takes no other method', async () => {
    const response = await get('network.gexf', { method: 'PUT', body: 'x' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
  });
});

describe('positions that come with a request', () => {
  const post = (path: string, body: unknown, type = 'application/json') =>
    fetch(`${server.url}/export/${path}`, { method: 'POST', headers: { 'content-type': type }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const idOf = async (label: string): Promise<string> => {
    const { nodes } = (await (await get('network.json?format=node-link')).json()) as { nodes: { id: string; label: string }[] };
    return nodes.find((node) => node.label === label)?.id ?? '';
  };

  it('are where the file has its authors, and what does not fit is told', async () => {
    const [ann, bob] = [await idOf('Ann Alpha'), await idOf('Bob Beta')];
    const response = await post(`network.gexf?authors=${ann},${bob}`, { positions: { [ann]: [1.5, -2], [bob]: [10, 20.25], Anobody: [0, 0] } });
    expect(JSON.parse(response.headers.get('x-coterie-notes') ?? '')).toContain('1 of the positions given is of nobody who is here, and is left out');
    const text = await response.text();
    expect([...text.matchAll(/<viz:position x="([^"]+)" y="([^"]+)"/g)].map(([, x, y]) => [Number(x), Number(y)])).toEqual([[1.5, -2], [10, 20.25]]);
    expect(text).toContain('positions: as they were given with the request');
    const partly = await post(`network.svg?authors=${ann},${bob}`, { positions: { [ann]: [1, 2] } });
    expect(JSON.parse(partly.headers.get('x-coterie-notes') ?? '')).toContain('1 of the 2 authors has no position among those given');
  });

  it('are said to be left out where a format has no place for them', async () => {
    const response = await post('network.gml?format=gml&layout=0', { positions: {} });
    expect(response.status).toBe(200);
    const csv = await post('network.paj?format=pajek-project', { positions: {} });
    expect([csv.status, response.headers.get('x-coterie-notes')]).toEqual([200, expect.any(String)]);
  });

  it.each<[string, unknown, number, string]>([
    ['network.svg', { positions: { A1: [1, null] } }, 400, 'Parameter "positions" is {"A1":[1,null]}, but each author needs two finite numbers, [x, y].'],
    ['network.svg', '{"positions": {"A1": [1, 1e999]}}', 400, 'but each author needs two finite numbers, [x, y].'],
    ['network.svg', { positions: { A1: [1, 2, 3] } }, 400, 'but each author needs two finite numbers, [x, y].'],
    ['network.svg', { positions: [] }, 400, 'Parameter "positions" is [], but must be an object of ids: send {"positions": {"A…": [x, y]}}.'],
    ['network.svg', {}, 400, 'Parameter "positions" is missing, but must be an object of ids'],
    ['network.svg', { positions: {}, seed: 1 }, 400, 'Parameter "seed" is 1, but the body holds nothing besides "positions"'],
    ['network.svg', { positions: Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`A${i}`, [0, 0]])) }, 400, 'Parameter "positions" is "of 5,001 authors", but may be of 5,000 at most'],
    ['network.svg', `{"positions": {"${'A'.repeat(600_000)}": [0, 0]}}`, 413, 'more than 512 kB'],
    ['network.svg', '{', 400, 'send {"positions": {"A…": [x, y]}}'],
    ['papers.bib', { positions: {} }, 400, 'papers have no positions'],
  ])('are refused where they mean nothing (%#)', async (path, body, status, sentence) => {
    const response = await post(path, body);
    const { errors: [{ message }] } = (await response.json()) as { errors: { message: string }[] };
    expect([response.status, message]).toEqual([status, expect.stringContaining(sentence)]);
  });

  it('must be sent as JSON', async () => {
    const response = await post('network.svg', '{}', 'text/plain');
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('sent as application/json')]);
  });
});

describe('an address of the explorer', () => {
  const people = async (query: string): Promise<string[]> => ((await (await get(`network.json?format=node-link&${query}`)).json()) as { nodes: { label: string }[] }).nodes.map(({ label }) => label);
  const drawing = async (query: string): Promise<string> => await (await get(`network.svg?${query}`)).text();

  it.each([
    ['metric=PAPER_COUNT&n=3', 'top=paper_count&n=3'], ['scope=top', 'top=degree&n=100'], ['n=2', 'top=degree&n=2'], ['scope=community', 'community=0'],
    [`scope=ego&author=orcid:${ANN}&radius=2&tab=authors&person=A1&pair=A1,A2&peopleOrder=NAME&pairsOrder=PAPERS`, `author=orcid:${ANN}&radius=2`],
  ])('%s means what %s means', async (query, same) => {
    const found = await people(query);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(await people(same));
  });

  it('says how a drawing looks', async () => {
    const drawn = await drawing('size=PAGERANK&colour=FIRST_YEAR&year=2016');
    expect(drawn).toBe(await drawing('sizeBy=pagerank&colourBy=first_year&until=2016'));
    expect(drawn).not.toBe(await drawing('sizeBy=pagerank&colourBy=first_year'));
  });

  it('says hops and cost as the command line does', async () => {
    const ends = `from=orcid:${ANN}&to=orcid:${ANN}`;
    expect(await people(`${ends}&distance=hops`)).toEqual(await people(`${ends}&distance=UNWEIGHTED`));
    expect(await people(`${ends}&distance=cost`)).toEqual(await people(`${ends}&distance=inverse-strength`));
  });

  it('of one year is told that a file of data holds all of them', async () => {
    expect(JSON.parse((await get('network.gexf?year=2016')).headers.get('x-coterie-notes') ?? '[]')).toContain('GEXF 1.2 holds the network of all years: only a drawing shows it as of 2016');
  });

  it.each([
    ['network.svg?size=degree&sizeBy=degree', 'size', 'but "sizeBy" is there, too, and means the same'],
    ['network.svg?colour=red', 'colour', 'is "red", but must be a metric of authors'],
    ['network.svg?size=FIELD', 'size', 'but holds no numbers'],
    ['network.svg?year=soon', 'year', 'but must be a whole number from 0 to 9999'],
    ['network.svg?metric=wit', 'metric', 'is "wit", but must be one of'],
    ['network.svg?metric=degree&author=A1', 'scope', 'parameters of the scope'],
    ['network.svg?yearFrom=-1', 'yearFrom', 'from 0 to 9999'],
    [`network.svg?venues=${'a,'.repeat(201)}`, 'venues', 'but may have 200 at most'],
    ['papers.bib?year=2016', 'year', 'is no parameter here'],
  ])('%s is refused by the name it has', async (path, argument, sentence) => {
    const found = await refusal(path);
    expect(found).toMatchObject({ status: 400, argument });
    expect(found.message).toContain(sentence);
  });
});

describe('a drawing', () => {
  it.each(['network.svg?width=200&height=10000&labels=20000', 'network.png?scale=0.1'])('may be as small and as large as the bounds say: %s', async (path) => {
    const response = await get(path);
    expect([response.status, (await response.arrayBuffer()).byteLength > 100]).toEqual([200, true]);
  });
});

describe('a drawing of an earlier year', () => {
  it('leaves out who and what came later, keeps the places of the others, and says so', async () => {
    const circles = (svg: string) => new Map([...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)" r="([^"]+)" fill="([^"]+)"><title>([^<]+)/g)].map(([, x, y, r, fill, name]) => [name, { x: Number(x), y: Number(y), r, fill }]));
    const [all, early] = await Promise.all(['', '&until=2016'].map(async (until) => (await get(`network.svg?layoutSeed=1${until}`)).text()));
    const [before, after] = [circles(all), circles(early)];
    expect(before.has('Ian Island')).toBe(true);
    expect(after.has('Ian Island')).toBe(false);
    expect(after.has('Ann Alpha')).toBe(true);
    expect(after.has('Eve Epsilon')).toBe(true);
    const [ann, bob, cy] = ['Ann Alpha', 'Bob Beta', 'Cy Gamma'];
    const shape = (of: typeof before) => [bob, cy].flatMap((name) => [of.get(name)!.x - of.get(ann)!.x, of.get(name)!.y - of.get(ann)!.y]);
    const ratios = shape(before).map((value, i) => shape(after)[i] / value);
    // A line more of caption makes the plot a little lower: all shrinks alike.
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0], 1);
    expect(after.get(ann)?.fill).toBe(before.get(ann)?.fill);
    expect(early).toMatch(/Shown as of the end of 2016: \d+ authors and \d+ collaborations that came later are left out/);
    expect((early.match(/<line /g) ?? []).length).toBeLessThan((all.match(/<line /g) ?? []).length);
  });
});

describe('a parameter without its value', () => {
  it.each(['author', 'authors', 'from', 'to', 'community', 'n', 'top', 'radius', 'yearFrom', 'venues', 'papers', 'scope', 'format', 'counting'])('%s is refused, never taken for all there is', async (name) => {
    for (const value of ['', '%20']) {
      expect(await refusal(`papers.bib?${name}=${value}`)).toMatchObject({
        status: 400, code: 'BAD_USER_INPUT', argument: name, message: `Parameter "${name}" is empty, but must have a value: give it one, or leave the parameter out.`,
      });
    }
  });

  it.each(['authors', 'venues', 'papers'])('nor %s with nothing between its commas', async (name) => {
    expect(await refusal(`papers.bib?${name}=,%20,`)).toMatchObject({ status: 400, argument: name, message: expect.stringContaining('must have a value between its commas') as string });
  });

  it.each(['__proto__', 'constructor', 'toString'])('%s is no parameter like any other that is none', async (name) => {
    expect(await refusal(`papers.bib?${name}=1`)).toMatchObject({ status: 400, argument: name, message: expect.stringMatching(new RegExp(`^Parameter "${name}" is "1", but is no parameter here`)) as string });
  });
});
