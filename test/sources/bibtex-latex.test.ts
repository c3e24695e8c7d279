/** What LaTeX in titles and names becomes: accents on dotless letters, spaces by command, operators. */
import { describe, expect, it } from 'vitest';
import { bibtex } from '../../src/sources/bibtex.js';
import { rewrittenNames, rewrittenText } from '../../src/sources/bibtex-rewriting.js';
import { readText } from './helpers.js';

async function titleOf(raw: string): Promise<string | undefined> {
  const { papers } = await readText(bibtex, `@misc{k, title={${raw}}, author={A B}}`);
  return papers[0]?.title;
}

async function namesOf(raw: string): Promise<(string | null | undefined)[][]> {
  const { papers } = await readText(bibtex, `@misc{k, title={T}, author={${raw}}}`);
  return (papers[0]?.mentions ?? []).map((mention) => [mention.parts?.given, mention.parts?.particle, mention.parts?.family]);
}

describe('accents on the dotless i and j', () => {
  it.each([
    [String.raw`Mar{\'\i}a`, 'María'], [String.raw`Mar{\'{\i}}a`, 'María'], [String.raw`Mar\'{\i}a`, 'María'], [String.raw`Mar\'\i{}a`, 'María'], [String.raw`Mar\'\i a`, 'María'],
    [String.raw`Ji{\v{r}}{\'\i}`, 'Jiří'], [String.raw`Na{\"\i}ve`, 'Naïve'], [String.raw`\^\i`, 'î'], [String.raw`\'\j`, 'j\u0301'], [String.raw`\v\j`, 'ǰ'], [String.raw`\u\i x`, 'ĭx'],
    [String.raw`\d{\i}`, 'ị'], [String.raw`\.\i x`, 'ix'], [String.raw`\'\i\'\i`, 'íí'], ['Mar\u0131\u0301a', 'María'], ['Mari\u0301a', 'María'],
    // Without an accent they stay themselves, and a line break is no accent.
    [String.raw`Topkap\i{} Saray\i`, 'Topkapı Sarayı'], [String.raw`a\\'{\i}`, "a '\u0131"], [String.raw`\ij`, 'ĳ'],
  ])('%s is %s', async (raw, plain) => {
    const title = await titleOf(`Of ${raw}`);
    expect(title).toBe(`Of ${plain}`);
    expect(title).toBe(title?.normalize('NFC'));
  });

  it('composes names and their parts, and joins only the rest of a word', async () => {
    expect(await namesOf(String.raw`Garc{\'\i}a, Mar\'\i a and Ji{\v{r}}{\'\i} Nov{\'a}k and Sal\'\i and Mart\'\i de la Cruz and Mar` + '\u0131\u0301a Ruiz')).toEqual([
      ['María', null, 'García'], ['Jiří', null, 'Novák'], [null, null, 'Salí'], ['Martí', 'de la', 'Cruz'], ['María', null, 'Ruiz'],
    ]);
  });
});

describe('spaces by command', () => {
  it.each([
    [String.raw`Proc.\ of X`, 'Proc. of X'], [String.raw`Phys.\ Rev.\ D`, 'Phys. Rev. D'], [String.raw`eight\ theta`, 'eight theta'], ['Proc.\\\n of X', 'Proc. of X'],
    [String.raw`\TeX\ book`, 'TeX book'], [String.raw`\o\ x`, 'ø x'], [String.raw`a{\ }b`, 'a b'], [String.raw`$a\ b$`, 'a b'],
    ['a~b', 'a b'], [String.raw`a\,b`, 'a b'], [String.raw`a\;b`, 'a b'], [String.raw`a\:b`, 'a b'], [String.raw`a\quad b`, 'a b'], [String.raw`a\space b`, 'a b'], [String.raw`a\hspace{1em}b`, 'a b'],
    [String.raw`a\\b`, 'a b'], [String.raw`a\\[2pt]b`, 'a b'], [String.raw`a\\*b`, 'a b'], [String.raw`a\newline b`, 'a b'],
    [String.raw`a\!b`, 'ab'], [String.raw`a\-b`, 'ab'], [String.raw`a\/b`, 'ab'], [String.raw`a.\@ b`, 'a. b'], [String.raw`\o\-x`, 'øx'],
    [String.raw`100\%\ sure`, '100% sure'], [String.raw`\~n`, 'ñ'],
  ])('%s is %s', async (raw, plain) => {
    expect(await titleOf(`Of ${raw} z`)).toBe(`Of ${plain} z`);
  });

  it('separate the words of a name, and no comma or "and" is lost in them', async () => {
    expect(await namesOf(String.raw`A.\ B.\ Smith and A.~Turing and Roe, C.\,D. and Jan~van der Berg\ and\ Kol\-mog{\'o}rov, A.`)).toEqual([
      ['A. B.', null, 'Smith'], ['A.', null, 'Turing'], ['C. D.', null, 'Roe'], ['Jan', 'van der', 'Berg'], ['A.', null, 'Kolmogórov'],
    ]);
  });
});

it.each([
  [String.raw`An $O(n\log n)$ bound`, 'An O(n log n) bound'], [String.raw`$O(n \log(n))$`, 'O(n log(n))'], [String.raw`$\log\log n$`, 'log log n'], [String.raw`$a \bmod b$`, 'a mod b'], [String.raw`Software\emdash{}Practice`, 'Software—Practice'], [String.raw`\t{oo}x`, 'o\u0361ox'],
])('keeps operators, dashes and tied letters: %s', async (raw, plain) => {
  expect(await titleOf(raw)).toBe(plain);
});

it('rewrites in linear time', () => {
  const started = process.cpuUsage();
  for (const unit of [String.raw`\'`, String.raw`\'{\i `, String.raw`\'\i `, String.raw`\\ [`, String.raw`\t {`, String.raw`\hspace {`, '\\', '~', String.raw`\log `, `${String.raw`\'`}${' '.repeat(50)}`, String.raw`\o\ `]) {
    rewrittenText(unit.repeat(100_000));
    rewrittenNames(unit.repeat(100_000));
  }
  for (const head of [String.raw`\'`, String.raw`\'{`, String.raw`\'{\i`, String.raw`\'\i`, String.raw`\t`, String.raw`\\`]) rewrittenText(head + ' '.repeat(500_000));
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000);
});
