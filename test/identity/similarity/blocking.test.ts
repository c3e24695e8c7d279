/** Names that could be one person's meet in one block, and blocks stay small. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseName } from '../../../src/identity/names.js';
import { blockKeyOf, blockKeysOf, keysOfNames } from '../../../src/identity/similarity/blocking.js';
import { comparable, compareNames } from '../../../src/identity/similarity/name-compatibility.js';
import { FULL_NAMES } from '../../../src/identity/similarity/nicknames-table.js';

const homeOf = (name: string): string => blockKeyOf(parseName(name));

/** The keys that two names have in common in a corpus of these two. */
function commonKeys(a: string, b: string): string[] {
  const { homes, others } = keysOfNames([parseName(a), parseName(b)]);
  const [left, right] = homes.map((home, name) => new Set([home, ...(others.get(name) ?? [])]));
  return [...left].filter((key) => right.has(key));
}

const isCompatible = (a: string, b: string): boolean => compareNames(comparable(parseName(a)), comparable(parseName(b))).verdict !== 'INCOMPATIBLE';

describe('blockKeyOf', () => {
  it.each([
    ['Javier Gonzalvo', 'gonzalvo|j'],
    ['Gonzalvo, J.', 'gonzalvo|j'],
    ['Johannes van der Berg', 'berg|j'],
    ['Hans Müller', 'muler|h'],
    ['王伟', '王|伟'],
    ['Anonymous', 'anonymous|'],
  ])('of %s is %s', (name, key) => {
    expect(homeOf(name)).toBe(key);
  });

  it.each([
    ['Lei Wang', 'Hao Wang'],
    ['John Smith', 'John Smythe'],
    ['Jun Wang', 'Yun Wang'],
    ['J. Wang', 'Yun Wang'],
    ['Robert Smith', 'William Smith'],
  ])('%s and %s have no key in common', (a, b) => {
    expect(commonKeys(a, b)).toEqual([]);
  });

  it.each([
    ['García Márquez, Gabriel', 'García, G.'],
    ['García Márquez, Gabriel', 'Márquez, G.'],
    ['Hans Müller', 'H. Müller'],
    ['Hans Müller', 'Johannes Müller'],
    ['Lisa Meitner', 'L. Meitner'],
    ['Lisa Meitner', 'Elizabeth Meitner'],
    ['Tony Blair', 'T. Blair'],
    ['Thomas Müller', 'T. Mueller'],
    ['Bob Johnson', 'Robert Johnson'],
    ['Bill Johnson', 'Liam Johnson'],
    ['Yury Petrov', 'Iurii Petrov'],
    ['Yury Petrov', 'J. Petrov'],
    ['Evgeny Ivanov', 'Yevgeny Ivanov'],
    ['Sergey Khokhlov', 'Sergei Hohlov'],
    ['Igor Volkov', 'Igor Wolkow'],
    ['Igor Zhukov', 'Igor Zukov'],
    ['Igor Tchernov', 'Igor Chernov'],
    ['Anna Kowalski', 'Anna Kowalsky'],
    ['Hans Weiß', 'Hans Weiss'],
    ['Xiaoming Wang', 'X. Wang'],
    ['John Smith', 'Smith'],
    ['Anna van der Berg', 'Anna Vanderberg'],
  ])('%s and %s have a key in common', (a, b) => {
    expect(isCompatible(a, b)).toBe(true);
    expect(commonKeys(a, b)).not.toEqual([]);
  });

  it('most names are at home in one block and guests in none', () => {
    const names = ['Maria Gonzalvo', 'Wei Wang', 'Jun Li', 'Robert Smith', 'Mukesh Mohania', '王小明', 'Hélène Dubois', 'Smith', 'Tim Oduya'];
    expect(names.filter((name) => blockKeysOf(parseName(name)).others.length > 0)).toEqual([]);
  });
});

describe('names that compareNames calls compatible', () => {
  const families = [
    'Müller', 'Mueller', 'Muller', 'Volkov', 'Wolkow', 'Zhukov', 'Zukov', 'Žukov', 'Tchernov', 'Chernov', 'Černov', 'Schukin', 'Shchukin', 'Tsvetkov', 'Cvetkov', 'Alexeev', 'Alekseev', 'Filippov', 'Philippov',
    'Ivanov', 'Iwanoff', 'Wang', 'Vang', 'Li', 'Lei', 'Ly', 'Ouyang', 'García Márquez', 'García', 'Márquez', 'Garciamarquez', 'Smith-Jones', 'Smith', 'Jones', 'van der Berg', 'Berg', 'Vanderberg', 'de Silva', 'da Silva', 'Silva', 'Weiß', 'Weiss', '王', '欧阳', '김', 'Yuen', 'Juen', '???',
  ];
  const givens = [
    '', 'J.', 'Y.', 'I.', 'E.', 'H.', 'W.', 'V.', 'K.', 'C.', 'T.', 'Z.', 'X. M.', 'J.-P.', 'JP', 'Yury', 'Iurii', 'Jurij', 'Yuri', 'Evgeny', 'Yevgeny', 'Jewgeni', 'Yelena', 'Elena', 'Khariton', 'Hariton', 'Wladimir', 'Vladimir', 'Ksenia', 'Xenia', 'Philip', 'Filip', 'Jean-Pierre', 'Jean Pierre', 'Jeanpierre',
    'Xiaoming', 'Xiao Ming', 'Jun', 'Yun', 'Iun', 'Wei', 'Jian', 'Yelan', 'Y. L.', 'Juan', '小明', '小', '유진', ...FULL_NAMES.keys(), ...[...FULL_NAMES.values()].flat(),
  ];
  const name = fc.record({ family: fc.constantFrom(...families), given: fc.constantFrom(...givens), suffix: fc.constantFrom('', '', ', Jr') })
    .map(({ family, given, suffix }) => `${family}${suffix}${given === '' ? '' : `, ${given}`}`);

  it('share a block key, whichever spellings, short forms and transliterations meet', () => {
    let compatible = 0;
    const pair = fc.oneof(fc.tuple(name, name), fc.tuple(name, fc.constantFrom(...givens)).map(([a, given]) => [a, `${a.split(',')[0]}, ${given}`] as const));
    fc.assert(fc.property(pair, ([a, b]) => {
      if (!isCompatible(a, b)) return;
      compatible += 1;
      expect(commonKeys(a, b), `${a} / ${b}`).not.toEqual([]);
    }), { numRuns: 10_000 });
    expect(compatible).toBeGreaterThan(20);
  });

  it('share one for every pair of given names beside one family name, and of family names beside one given name', () => {
    const beside = (names: readonly string[]): string[] => {
      const missed: string[] = [];
      const parsed = names.map((each) => parseName(each));
      const { homes, others } = keysOfNames(parsed);
      const keys = homes.map((home, at) => new Set([home, ...(others.get(at) ?? [])]));
      const prepared = parsed.map(comparable);
      for (let a = 0; a < names.length; a++) {
        for (let b = a + 1; b < names.length; b++) {
          if (compareNames(prepared[a], prepared[b]).verdict !== 'INCOMPATIBLE' && ![...keys[a]].some((key) => keys[b].has(key))) missed.push(`${names[a]} / ${names[b]}`);
        }
      }
      return missed;
    };
    for (const family of ['Petrov', 'Wang']) expect(beside([...new Set(givens)].map((given) => `${family}, ${given}`))).toEqual([]);
    expect(beside(families.flatMap((family) => ['Hans', 'J.', ''].map((given) => `${family}, ${given}`)))).toEqual([]);
  });
});
