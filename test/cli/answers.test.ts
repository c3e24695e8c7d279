import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { coterie } from '../helpers/program.js';
import { mention, paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/cli');

// The graph of team.jsonl: Ada–Bo (two papers), Ada–Cy, Bo–Cy, Cy–Di, Di–Wei (0097), Ada–Wei (3700).
const dataDir = tempDir();
const ask = (...args: string[]) => ran([...args, '--data', dataDir]);
const askJson = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await ask(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, unknown>;
};

beforeAll(async () => {
  const { code, stderr } = await ask('import', path.join(FIXTURES, 'team.jsonl'));
  if (code !== 0) throw new Error(stderr);
});

interface Ranked {
  readonly displayName: string;
  readonly value: number | null;
  readonly rank: number;
}
const ranking = (answer: Record<string, unknown>) => (answer['authors'] as Ranked[]).map(({ displayName, value, rank }) => [displayName, value, rank]);

describe('coterie status', () => {
  it('counts the corpus and names its sources', async () => {
    const answer = await askJson('status');
    expect(answer['counts']).toMatchObject({ papers: 6, authors: 6, authorships: 12, collaborations: 6, components: 1, largestComponent: 6 });
    expect(answer['sources']).toMatchObject([{ file: 'team.jsonl', format: 'coterie', papers: 6, problems: 0 }]);
  });
});

describe('the bundled corpus', () => {
  it('is made anew where its snapshot can no longer be opened', async () => {
    const sample = tempDir();
    const first = await ran(['status', '--sample', '--data', sample, '--json']);
    expect(first.code).toBe(0);
    const name = readFileSync(path.join(sample, 'snapshots/current'), 'utf8').trim();
    writeFileSync(path.join(sample, 'snapshots', name, 'graph.bin'), 'torn');
    const second = await ran(['status', '--sample', '--data', sample, '--json']);
    expect(second.code).toBe(0);
    expect((JSON.parse(second.stdout) as { counts: unknown }).counts).toEqual((JSON.parse(first.stdout) as { counts: unknown }).counts);
  });
});

describe('coterie top', () => {
  it('reads venues and ids as the API does: case, accents and punctuation aside', async () => {
    const exact = await askJson('top', 'paper_count', '--venue', 'Journal of Steps');
    expect(await askJson('top', 'paper_count', '--venue', 'JOURNAL of  stéps.')).toEqual(exact);
    const id = (exact['authors'] as Array<{ id: string }>)[0].id;
    expect(await askJson('author', id.toLowerCase())).toEqual(await askJson('author', id));
  });

  it('ranks by betweenness, ties sharing a rank', async () => {
    const answer = await askJson('top', 'betweenness', '-n', '3');
    expect(answer).toMatchObject({ metric: 'BETWEENNESS', method: 'EXACT', total: 6 });
    expect(ranking(answer)).toEqual([['Cy Three', 6, 1], ['Ada One', 4, 2], ['Di Four', 4, 2]]);
  });

  it('counts strength as asked: fractional counting gives the number of multi-authored papers', async () => {
    expect(ranking(await askJson('top', 'strength', '-n', '1'))).toEqual([['Ada One', 4, 1]]);
    expect(ranking(await askJson('top', 'strength', '-n', '1', '--counting', 'fractional'))).toEqual([['Ada One', 3, 1]]);
  });

  it('keeps to years, authors per paper and venues', async () => {
    expect(ranking(await askJson('top', 'degree', '-n', '1', '--from', '2013'))).toEqual([['Di Four', 2, 1]]);
    expect(ranking(await askJson('top', 'degree', '--max-authors', '2', '-n', '2'))).toEqual([['Ada One', 2, 1], ['Di Four', 2, 1]]);
    expect(ranking(await askJson('top', 'degree', '--venue', 'journal of steps'))).toEqual([['Ada One', 2, 1], ['Bo Two', 2, 1], ['Cy Three', 2, 1]]);
  });

  it('says how many there are beside those shown', async () => {
    const { stdout } = await ask('top', 'degree', '-n', '2');
    expect(stdout).toContain('2 of 6 authors shown\nrank 1 is the largest value; equal values share a rank\n');
  });

  it('speaks of no first rank where nothing is ranked', async () => {
    const { stdout } = await ask('top', 'community', '-n', '2');
    expect(stdout).toMatch(/^ +- {2}\S/m);
    expect(stdout).toContain('2 of 6 authors shown\n');
    expect(stdout).not.toContain('rank 1 is');
    const author = await ask('author', 'Cy Three', '--metric', 'community');
    expect(author.stdout).toContain('\n  - is a form that the metric does not have\n');
  });

  it('says why authors have no value, and whom the first rank means where that is not the most central', async () => {
    expect((await ask('top', 'h-index')).stdout).toBe('none of the 6 authors has a value: no paper of the author has a known citation count\n');
    expect((await ask('top', 'constraint', '-n', '2', '--to', '2012')).stdout).toContain('2 of 3 authors shown\nrank 1 is the largest value: the most constrained author');
    expect((await ask('top', 'constraint', '-n', '2', '--to', '2016', '--from', '2016')).stdout).toBe(
      'none of the 1 authors has a value: the author has no collaborators\n\n'
      + 'graph: full counting (each joint paper adds 1 to the strength); years 2016 to 2016\n  5 of the 6 papers of the corpus are not in this graph\n  5 authors of the corpus are not in this graph\n',
    );
    expect((await ask('top', 'constraint', '--from', '2012', '--to', '2015', '--max-authors', '1')).stdout).toMatch(/^no author is in this graph\n\ngraph: .*; papers of at most 1 authors; years 2012 to 2015\n/);
    expect((await ask('top', 'constraint', '--from', '2016', '--to', '2018')).stdout).toContain('2 of 2 authors shown\n');
    expect((await ask('top', 'eccentricity', '-n', '1')).stdout).toContain('the most peripheral author');
  });

  it.each([
    [['top', 'betweeness'], 'there is no author metric "betweeness"; did you mean BETWEENNESS?'],
    [['top', 'degree', '--venue', 'Journal of Step'], 'no paper has the venue "Journal of Step"; did you mean Journal of Steps?'],
    [['top', 'degree', '--from', '2020', '--to', '2010'], 'yearFrom 2020 is after its yearTo 2010'],
    [['top', 'degree', '-n', '0'], 'must be a whole number from 1 up'],
    [['top', 'degree', '--counting', 'twice'], 'must be one of full, fractional, fractional-refined, harmonic'],
    [['top', 'betweenness', '--param', 'distance=far'], 'parameter "distance" is "far", but must be one of'],
    [['top', 'degree', '--param', 'distance'], 'is not of the form name=value'],
  ])('%j is refused with exit code 2', async (args, sentence) => {
    const { code, stdout, stderr } = await ask(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\bat .*\.js:/);
  });
});

describe('coterie author', () => {
  it('shows collaborators with strengths and years, papers latest first, and the metrics stored', async () => {
    const answer = await askJson('author', 'ONE, ada');
    expect(answer['author']).toMatchObject({ displayName: 'Ada One', identity: { mentionCount: 3 } });
    expect(answer['collaborators']).toMatchObject([
      { displayName: 'Bo Two', paperCount: 2, strength: 2, firstYear: 2010, lastYear: 2012 },
      { displayName: 'Cy Three', paperCount: 1, strength: 1, firstYear: 2012, lastYear: 2012 },
      { displayName: 'Wei Wang', paperCount: 1, strength: 1, firstYear: 2020, lastYear: 2020 },
    ]);
    expect((answer['papers'] as Array<{ title: string }>).map(({ title }) => title)).toEqual(['With the other', 'A triangle', 'First steps']);
    expect(answer['metrics']).toContainEqual(expect.objectContaining({ id: 'BETWEENNESS', value: 4, normalized: 0.4, rank: 2 }));
  });

  it('finds by an external id in any spelling, and by the beginnings of words that fit one author only', async () => {
    const byOrcid = await askJson('author', 'https://orcid.org/0000-0002-1825-0097', '--metric', 'degree');
    expect(byOrcid['collaborators']).toMatchObject([{ displayName: 'Di Four' }]);
    expect((byOrcid['metrics'] as unknown[]).length).toBe(1);
    expect(byOrcid['matchedBy']).toBe('id');
    expect(await askJson('author', 'thr')).toMatchObject({ matchedBy: 'nameWords', author: { displayName: 'Cy Three' } });
    expect(await askJson('author', 'three, cy')).toMatchObject({ matchedBy: 'name', author: { displayName: 'Cy Three' } });
  });

  it('says for whom a partial name was taken', async () => {
    expect((await ask('author', 'thr')).stderr).toBe('thr: taken for Cy Three, the only author whose name fits\n');
    expect((await ask('author', 'Cy Three')).stderr).toBe('');
  });

  it('leaves out the metrics that nothing is known for, and says which and why', async () => {
    const { stdout } = await ask('author', 'Cy Three');
    expect(stdout).toMatch(/^ {2}no value, since no paper of the author has a known citation count: Citations, .*h-index.*m-index/m);
    expect(stdout).not.toMatch(/^h-index/m);
    // Citations, and countries: each reason once.
    expect(stdout.match(/no value, since/g)).toHaveLength(2);
    expect(stdout).toMatch(/^ {2}no value, since no paper of the author in the selection states a country: Share of international papers$/m);
    const outside = await askJson('author', 'Di Four', '--to', '2012', '--metric', 'degree');
    expect(outside['metrics']).toMatchObject([{ value: null, whyNone: 'the author is not in this graph' }]);
  });

  it('tells affiliations that papers state, too, the latest first, and how many more there are', async () => {
    const own = tempDir();
    const at = (year: number, ...names: string[]) =>
      paperRecord(`Year ${year}`, [mention('Ada One', { position: 1, affiliations: names.map((name) => ({ name, ror: null, countryCode: null })) }), 'Bo Two'], { date: { year, month: null, day: null } });
    await ran(['import', writeRecords(path.join(own, 'stated.jsonl'), [at(2001, 'First House'), at(2003, 'Third House', 'Fourth House'), at(2002, 'Second House')]), '--data', path.join(own, 'data')]);
    const few = ['Third House', 'Fourth House', 'Second House', 'First House'];
    const { stdout } = await ran(['author', 'Ada One', '--data', path.join(own, 'data')]);
    expect(stdout).toContain(`\nat        ${few.join('; ')}\n`);
    const { stdout: json } = await ran(['author', 'Ada One', '--json', '--data', path.join(own, 'data')]);
    expect((JSON.parse(json) as { author: { affiliations: Array<{ name: string }> } }).author.affiliations.map(({ name }) => name)).toEqual(few);
    await ran(['import', writeRecords(path.join(own, 'more.jsonl'), [at(2004, 'Fifth House', 'Sixth House', 'Seventh House')]), '--data', path.join(own, 'data')]);
    expect((await ran(['author', 'Ada One', '--data', path.join(own, 'data')])).stdout).toContain('\nat        Fifth House; Sixth House; Seventh House; Third House; Fourth House; and 2 more (--json lists all)\n');
  });

  it('tells what a source states, a line a file', async () => {
    const own = tempDir();
    await ran(['import', path.join(FIXTURES, 'person.jsonl'), '--data', own]);
    const { stdout } = await ran(['author', 'Ada One', '--data', own]);
    expect(stdout).toContain('fields    LG, ML (as the source states them)\n');
    expect(stdout).toContain('reported  h index 32, novelty 53 % (by person.jsonl)\n');
  });

  it('lists the candidates of an ambiguous name with what tells them apart, exit code 4', async () => {
    const { code, stdout, stderr } = await ask('author', 'Wei Wang', '--json');
    expect(code).toBe(4);
    expect(stderr).toContain('"Wei Wang" may be any of 2 authors');
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: 'AMBIGUOUS_AUTHOR',
        total: 2,
        candidates: expect.arrayContaining([
          expect.objectContaining({ paperCount: 1, firstYear: 2018, venues: ['Proceedings of Names'], topCoauthors: ['Di Four'] }),
          expect.objectContaining({ paperCount: 1, firstYear: 2020, venues: [], topCoauthors: ['Ada One'] }),
        ]) as unknown,
      },
    });
    const asText = await ask('author', 'Wei Wang');
    expect(asText.stderr).toContain('Di Four');
    const [first, ...others] = asText.stderr.trimEnd().split('\n');
    expect(first).toMatch(/^coterie: /);
    expect(others.filter((line) => !line.startsWith('  '))).toEqual([]);
  });

  it('says when nobody is meant, exit code 3', async () => {
    const { code, stderr } = await ask('author', 'Zeno Nobody');
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'coterie: no author here has the name or id "Zeno Nobody"\n' });
  });

  it.each([
    ['Ada Onne', 'Ada One'],
    ['Aba One', 'Ada One'],
    ['Cyy Thre', 'Cy Three'],
    ['thrre', 'Cy Three'],
  ])('asks whether %s means %s', async (asked, meant) => {
    const { code, stdout, stderr } = await ask('author', asked, '--json');
    expect({ code, stderr }).toEqual({ code: 3, stderr: `coterie: no author here has the name or id "${asked}"; did you mean ${meant}?\n` });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NOT_FOUND', suggestions: [{ displayName: meant }] } });
  });
});

describe('coterie series', () => {
  it('says how a metric of an author grew, each year among the authors of its graph', async () => {
    const answer = await askJson('series', 'degree', 'Cy Three');
    const points = answer['points'] as Array<Record<string, unknown>>;
    expect(points.length).toBeGreaterThan(1);
    expect(points.map(({ value }) => value)).toEqual(points.map(({ value }) => value).toSorted((a, b) => Number(a) - Number(b)));
    expect(points.at(-1)).toMatchObject({ value: 3, method: 'EXACT', yearFrom: null });
    const yearly = (await askJson('series', 'degree', 'Cy Three', '--window', 'yearly'))['points'] as typeof points;
    expect(yearly.map(({ yearFrom, yearTo }) => [yearFrom, yearTo])).toEqual(points.map(({ yearTo }) => [yearTo, yearTo]));
  });

  it('is a table for readers, and refuses a window that is none', async () => {
    const { stdout, code } = await ask('series', 'paper-count', 'Cy Three', '--window', 'sliding', '--span', '2');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Cy Three\n.*years +Papers? .*rank +authors/is);
    expect((await ask('series', 'degree', 'Cy Three', '--window', 'weekly')).code).toBe(2);
  });
});

describe('coterie path', () => {
  it('gives each step with its papers', async () => {
    const answer = await askJson('path', 'Ada One', '0000-0002-1825-0097');
    expect(answer).toMatchObject({ distance: 'UNWEIGHTED', cost: 3, steps: 3, pathCount: 1 });
    const [way] = answer['paths'] as Array<{ authors: Array<{ displayName: string }>; collaborations: Array<{ papers: Array<{ title: string }> }> }>;
    expect(way.authors.map(({ displayName }) => displayName)).toEqual(['Ada One', 'Cy Three', 'Di Four', 'Wei Wang']);
    expect(way.collaborations.map(({ papers }) => papers.map(({ title }) => title))).toEqual([['A triangle'], ['Going on'], ['With one namesake']]);
  });

  it('measures the inverse of strength on demand', async () => {
    expect(await askJson('path', 'Bo Two', '0000-0001-5109-3700', '--distance', 'inverse-strength')).toMatchObject({ cost: 1.5, steps: 2, pathCount: 1 });
  });

  it('says in words how far it is, and for whom partial names were taken', async () => {
    const { stdout, stderr } = await ask('path', 'bo', 'di');
    expect(stdout).toMatch(/^Bo Two and Di Four: distance 2 \(steps\); 1 shortest path\n/);
    expect(stderr).toBe('bo: taken for Bo Two, the only author whose name fits\ndi: taken for Di Four, the only author whose name fits\n');
    expect(await askJson('path', 'Bo Two', 'di')).toMatchObject({ from: { matchedBy: 'name' }, to: { matchedBy: 'nameWords', displayName: 'Di Four' } });
    expect((await ask('path', 'Ada One', 'Di Four', '--to', '2012')).stdout).toMatch(/^Ada One and Di Four are not connected in this graph\.\n\ngraph: .*; years up to 2012\n/);
  });

  it('says when there is no way, and that somebody is no distance from themself', async () => {
    expect(await askJson('path', 'Ada One', 'Di Four', '--to', '2012')).toMatchObject({ cost: null, steps: null, pathCount: 0, paths: [] });
    expect(await askJson('path', 'Ada One', 'Ada One')).toMatchObject({ cost: 0, steps: 0, pathCount: 1 });
  });

  it('leaves out weak collaborations on demand', async () => {
    expect(await askJson('path', 'Bo Two', 'Ada One', '--min-strength', '2')).toMatchObject({ cost: 1 });
    expect(await askJson('path', 'Cy Three', 'Ada One', '--min-strength', '2')).toMatchObject({ cost: null });
  });
});

describe('coterie search', () => {
  it('finds authors by beginnings of words and papers by words, and counts those not shown', async () => {
    const answer = await askJson('search', 'wan', '-n', '1');
    expect(answer).toMatchObject({ authors: { total: 2, hits: [{ displayName: 'Wei Wang', paperCount: 1 }] }, papers: { total: 0, hits: [] } });
    expect(await askJson('search', '"with the"')).toMatchObject({ authors: { total: 0 }, papers: { total: 1, hits: [{ title: 'With the other', year: 2020 }] } });
    expect((await ask('search', 'wan', '-n', '1')).stdout).toContain('Authors: 1 of 2; -n shows more\n');
  });

  it('says when nothing fits, exit code 3', async () => {
    expect(await ask('search', 'zzz')).toEqual({ code: 3, stdout: '', stderr: 'coterie: no author and no paper here fits "zzz"\n' });
  });
});

describe('the examples of the help', () => {
  const folder = tempDir();
  it.each(['author', 'path', 'distances', 'suggest', 'top', 'search'])('of %s work on the bundled corpus', async (command) => {
    const { stdout } = await ran([command, '--help']);
    const examples = [...stdout.matchAll(/^ {2}coterie (.*--sample.*)$/gm)].map(([, line]) => line);
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      const args = [...example.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare);
      expect([example, (await ran(args, {}, folder)).code]).toEqual([example, 0]);
    }
  }, 60_000);
});

describe('the command line', () => {
  it('says what to do before anything was imported, exit code 3', async () => {
    const { code, stderr } = await coterie(['status', '--data', path.join(dataDir, 'nowhere')]);
    expect(code).toBe(3);
    expect(stderr).toContain(`run \`coterie import FILE… --data ${path.join(dataDir, 'nowhere')}\`, or add --sample`);
  });

  it('takes the data directory from COTERIE_DATA', async () => {
    const { code, stdout } = await coterie(['status'], { env: { COTERIE_DATA: dataDir } });
    expect(code).toBe(0);
    expect(stdout).toContain(dataDir);
  });

  it.each(['import', 'serve', 'status', 'search', 'author', 'top', 'series', 'path', 'distances', 'suggest', 'identity', 'fetch', 'formats'])('%s --help has examples and exit codes', async (command) => {
    const { code, stdout, stderr } = await ran([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: coterie ${command}`));
    expect(stdout).toContain(`  coterie ${command} `);
    expect(stdout).toContain('Exit codes:');
  });

  it('refuses a command that does not exist, exit code 2', async () => {
    const { code, stderr } = await coterie(['impotr']);
    expect(code).toBe(2);
    expect(stderr).toBe("coterie: unknown command 'impotr'\n  (Did you mean import?)\n  (--help shows what is accepted)\n");
  });
});
