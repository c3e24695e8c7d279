import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { foldWords } from '../../src/identity/fold.js';
import { isInitialsOnly, isNobody, nameKey, parseName } from '../../src/identity/names.js';
import type { NameParts } from '../../src/records/record.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

/** raw name → given | particles | family | suffix | homonym, display, key */
const SHAPES: readonly [string, string, string, string][] = [
  ['Javier Gonzalvo', 'Javier||Gonzalvo||', 'Javier Gonzalvo', 'javier gonzalvo'],
  ['Gonzalvo, Javier', 'Javier||Gonzalvo||', 'Javier Gonzalvo', 'javier gonzalvo'],
  ['J. Gonzalvo', 'J.||Gonzalvo||', 'J. Gonzalvo', 'j gonzalvo'],
  ['D. E. Knuth', 'D. E.||Knuth||', 'D. E. Knuth', 'd e knuth'],
  ['Knuth, D.E.', 'D.E.||Knuth||', 'D.E. Knuth', 'd e knuth'],
  ['J.-P. Dupont', 'J.-P.||Dupont||', 'J.-P. Dupont', 'j p dupont'],
  ['Mausam', '||Mausam||', 'Mausam', 'mausam'],
  ['Jan van der Berg', 'Jan|van der|Berg||', 'Jan van der Berg', 'jan van der berg'],
  ['van der Berg, Jan', 'Jan|van der|Berg||', 'Jan van der Berg', 'jan van der berg'],
  ['Berg, Jan van der', 'Jan|van der|Berg||', 'Jan van der Berg', 'jan van der berg'],
  ['JAN VAN DER BERG', 'JAN|VAN DER|BERG||', 'Jan van der Berg', 'jan van der berg'],
  ['Benjamin Van Durme', 'Benjamin|Van|Durme||', 'Benjamin Van Durme', 'benjamin van durme'],
  ['De Raedt, Luc', 'Luc|De|Raedt||', 'Luc De Raedt', 'luc de raedt'],
  ['Éric de la Clergerie', 'Éric|de la|Clergerie||', 'Éric de la Clergerie', 'eric de la clergerie'],
  ['Leonardo da Vinci', 'Leonardo|da|Vinci||', 'Leonardo da Vinci', 'leonardo da vinci'],
  ['Antoine de Saint-Exupéry', 'Antoine|de|Saint-Exupéry||', 'Antoine de Saint-Exupéry', 'antoine de saint exupery'],
  ['José Ortega y Gasset', 'José Ortega|y|Gasset||', 'José Ortega y Gasset', 'jose ortega y gasset'],
  ['García Márquez, Gabriel', 'Gabriel||García Márquez||', 'Gabriel García Márquez', 'gabriel garcia marquez'],
  ['Lopez de Lacalle, Oier', 'Oier||Lopez de Lacalle||', 'Oier Lopez de Lacalle', 'oier lopez de lacalle'],
  ['van Gogh', '|van|Gogh||', 'van Gogh', 'van gogh'],
  ['Muhammad al-Khwarizmi', 'Muhammad||al-Khwarizmi||', 'Muhammad al-Khwarizmi', 'muhammad al khwarizmi'],
  ['Osama bin Zaid', 'Osama|bin|Zaid||', 'Osama bin Zaid', 'osama bin zaid'],
  ['Kiet Van Nguyen', 'Kiet Van||Nguyen||', 'Kiet Van Nguyen', 'kiet van nguyen'],
  ['Van Vinh Nguyen', 'Van Vinh||Nguyen||', 'Van Vinh Nguyen', 'van vinh nguyen'],
  ['Ben Carterette', 'Ben||Carterette||', 'Ben Carterette', 'ben carterette'],
  ['Quoc V. Le', 'Quoc V.||Le||', 'Quoc V. Le', 'quoc v le'],
  ['Nguyễn Văn An', 'Nguyễn Văn||An||', 'Nguyễn Văn An', 'nguyen van an'],
  ['Hal Daumé III', 'Hal||Daumé|III|', 'Hal Daumé III', 'hal daume iii'],
  ['Daumé III, Hal', 'Hal||Daumé|III|', 'Hal Daumé III', 'hal daume iii'],
  ['Davis, Jr., Sammy', 'Sammy||Davis|Jr|', 'Sammy Davis Jr', 'sammy davis jr'],
  ['Davis, Sammy, Jr.', 'Sammy||Davis|Jr|', 'Sammy Davis Jr', 'sammy davis jr'],
  ['Sammy Davis, Jr.', 'Sammy||Davis|Jr|', 'Sammy Davis Jr', 'sammy davis jr'],
  ['Sammy Davis Jr', 'Sammy||Davis|Jr|', 'Sammy Davis Jr', 'sammy davis jr'],
  ['Ludwig van Beethoven, Jr.', 'Ludwig|van|Beethoven|Jr|', 'Ludwig van Beethoven Jr', 'ludwig van beethoven jr'],
  ['van Beethoven, Jr., Ludwig', 'Ludwig|van|Beethoven|Jr|', 'Ludwig van Beethoven Jr', 'ludwig van beethoven jr'],
  ['Smith, J.R.', 'J.R.||Smith||', 'J.R. Smith', 'j r smith'],
  ['Smith, JR', 'JR||Smith||', 'JR Smith', 'jr smith'],
  ['Smith, John, JR', 'John||Smith|Jr|', 'John Smith Jr', 'john smith jr'],
  ['Li, Ma', 'Ma||Li||', 'Ma Li', 'ma li'],
  ['van der Berg, M.A.', 'M.A.|van der|Berg||', 'M.A. van der Berg', 'm a van der berg'],
  ['Smith, M.A., PhD', 'M.A.||Smith||', 'M.A. Smith', 'm a smith'],
  ['Hans Müller, MD', 'Hans||Müller||', 'Hans Müller', 'hans muller'],
  ['WHO', '||WHO||', 'WHO', 'who'],
  ['IBM', '||IBM||', 'IBM', 'ibm'],
  ['DUPONT', '||DUPONT||', 'Dupont', 'dupont'],
  ['Mar\u0131\u0301a Garc\u0131\u0301a', 'María||García||', 'María García', 'maria garcia'],
  ['Yoshinori Ii', 'Yoshinori||Ii||', 'Yoshinori Ii', 'yoshinori ii'],
  ['Balamurali A.R', 'Balamurali||A.R||', 'Balamurali A.R', 'balamurali a r'],
  ['Wei Wang 0001', 'Wei||Wang||0001', 'Wei Wang', 'wei wang #0001'],
  ['Wang 0001, Wei', 'Wei||Wang||0001', 'Wei Wang', 'wei wang #0001'],
  ['王伟', '伟||王||', '王伟', '王伟'],
  ['王 伟', '伟||王||', '王伟', '王伟'],
  ['欧阳修', '修||欧阳||', '欧阳修', '欧阳修'],
  ['田中太郎', '太郎||田中||', '田中太郎', '田中太郎'],
  ['たなか太郎', '||たなか太郎||', 'たなか太郎', 'たなか太郎'],
  ['김민수', '민수||김||', '김민수', '김민수'],
  ['남궁민수', '민수||남궁||', '남궁민수', '남궁민수'],
  ['राम शर्मा', 'राम||शर्मा||', 'राम शर्मा', 'राम शर्मा'],
  ['محمد علي', 'محمد||علي||', 'محمد علي', 'محمد علي'],
  ['Пётр Иванов', 'Пётр||Иванов||', 'Пётр Иванов', 'petr ivanov'],
  ['Ελένη Παππά', 'Ελένη||Παππά||', 'Ελένη Παππά', 'eleni pappa'],
  ['Łukasz Kaiser', 'Łukasz||Kaiser||', 'Łukasz Kaiser', 'lukasz kaiser'],
  ['Søren Großmann', 'Søren||Großmann||', 'Søren Großmann', 'soren grossmann'],
  ['İbrahim Işık', 'İbrahim||Işık||', 'İbrahim Işık', 'ibrahim isik'],
  ['Jürgen Müller', 'Jürgen||Müller||', 'Jürgen Müller', 'jurgen muller'],
  ['Juergen Mueller', 'Juergen||Mueller||', 'Juergen Mueller', 'juergen mueller'],
  ['O’Brien, Conor', 'Conor||O’Brien||', 'Conor O’Brien', 'conor obrien'],
  ["Conor O'Brien", "Conor||O'Brien||", "Conor O'Brien", 'conor obrien'],
  ["D'ANGELO, MARIA", "MARIA||D'ANGELO||", "Maria D'Angelo", 'maria dangelo'],
  ['DUPONT Jean-Pierre', 'Jean-Pierre||DUPONT||', 'Jean-Pierre Dupont', 'jean pierre dupont'],
  ['Jean-Pierre DUPONT', 'Jean-Pierre||DUPONT||', 'Jean-Pierre Dupont', 'jean pierre dupont'],
  ['AJ Smith', 'AJ||Smith||', 'AJ Smith', 'aj smith'],
  ['LI Wei', 'LI||Wei||', 'LI Wei', 'li wei'],
  ['William (Bill) Gates', 'William||Gates||', 'William Gates', 'william gates'],
  ['Javier "Xavi" Gonzalvo', 'Javier||Gonzalvo||', 'Javier Gonzalvo', 'javier gonzalvo'],
  ['Wei Wang (王伟)', 'Wei||Wang||', 'Wei Wang', 'wei wang'],
  ['Prof. Dr. Hans Müller', 'Hans||Müller||', 'Hans Müller', 'hans muller'],
  ['Hans Müller, PhD', 'Hans||Müller||', 'Hans Müller', 'hans muller'],
  ['Hans Müller*', 'Hans||Müller||', 'Hans Müller', 'hans muller'],
  ['  Javier   Gonzalvo ', 'Javier||Gonzalvo||', 'Javier Gonzalvo', 'javier gonzalvo'],
  ['Hanna Ko\u00adłodziej\u00adska\u200e', 'Hanna||Kołodziejska||', 'Hanna Kołodziejska', 'hanna kolodziejska'],
  ['???', '||???||', '???', '???'],
  ['', '||||', '?', '?'],
];

const parts = (given: string | null, particle: string | null, family: string | null, suffix: string | null = null): NameParts => ({ given, particle, family, suffix });

describe('parseName', () => {
  it.each(SHAPES)('%s', (raw, structure, display, key) => {
    const parsed = parseName(raw);
    const shape = [parsed.given.join(' '), parsed.particles.join(' '), parsed.family.join(' '), parsed.suffix ?? '', parsed.homonym ?? ''];
    expect(shape.join('|')).toBe(structure);
    expect(parsed.display).toBe(display);
    expect(nameKey(parsed)).toBe(key);
  });

  it.each([
    ['Josef van Genabith', parts('Josef', null, 'van Genabith'), 'Josef|van|Genabith|', 'josef van genabith'],
    ['Hal Daumé III', parts('Hal', null, 'Daumé III'), 'Hal||Daumé|III', 'hal daume iii'],
    ['Jan van der Berg', parts('Jan', 'van der', 'Berg'), 'Jan|van der|Berg|', 'jan van der berg'],
    ['Sovan Kumar Sahoo', parts('Sahoo', null, 'Sovan Kumar'), 'Sahoo||Sovan Kumar|', 'sahoo sovan kumar'],
    ['Mausam', parts(null, null, 'Mausam'), '||Mausam|', 'mausam'],
    ['Sammy Davis', parts('Sammy', null, 'Davis', 'Jr.'), 'Sammy||Davis|Jr', 'sammy davis jr'],
    ['Ludwig van Beethoven, Jr.', parts('Jr.', null, 'Ludwig van Beethoven'), 'Ludwig|van|Beethoven|Jr', 'ludwig van beethoven jr'],
    ['Sammy Davis, III', parts('III', null, 'Sammy Davis'), 'Sammy||Davis|III', 'sammy davis iii'],
    ['Davis, Sammy, Jr.', parts('Jr.', null, 'Davis', 'Sammy'), 'Sammy||Davis|Jr', 'sammy davis jr'],
    ['Smith, JR', parts('JR', null, 'Smith'), 'JR||Smith|', 'jr smith'],
    ['Garc\u0131\u0301a, Mar\u0131\u0301a', parts('Mar\u0131\u0301a', null, 'Garc\u0131\u0301a'), 'María||García|', 'maria garcia'],
  ])('takes given parts: %s', (raw, given, structure, key) => {
    const parsed = parseName(raw, given);
    expect([parsed.given.join(' '), parsed.particles.join(' '), parsed.family.join(' '), parsed.suffix ?? ''].join('|')).toBe(structure);
    expect(nameKey(parsed)).toBe(key);
  });

  it('reads a homonym number that a BibTeX reader took for the family name', () => {
    expect(nameKey(parseName('Wei Wang 0001', parts('Wei Wang', null, '0001')))).toBe('wei wang #0001');
  });

  it('keeps names apart that only look alike', () => {
    const keys = ['Jan Berg', 'Jan van Berg', 'J. Berg', 'Jan Berg 0001', 'Jan Berg 0002', 'Jan Berg Jr', '王伟', '王威', '王偉', 'राम', 'रम', 'かが', 'かか'].map((name) => nameKey(parseName(name)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has one key for any case, order and white space', () => {
    const word = fc.stringMatching(/^[A-Z][a-zäéñøłß]{2,8}$/).filter((text) => !['van', 'von', 'der', 'del', 'dos', 'das', 'des', 'bin', 'ibn', 'ter', 'ten', 'den', 'jnr', 'snr', 'mrs', 'prof', 'professor', 'della', 'dello', 'degli', 'vom', 'vander', 'vanden', 'phd', 'mph', 'mba', 'msc', 'bsc', 'dds', 'dsc', 'edd', 'dvm', 'frs', 'esq'].includes(text.toLowerCase()));
    fc.assert(
      fc.property(word, word, (given, family) => {
        const key = nameKey(parseName(`${given} ${family}`));
        expect(nameKey(parseName(`${family}, ${given}`))).toBe(key);
        expect(nameKey(parseName(`${given.toUpperCase()}  ${family.toUpperCase()}`))).toBe(key);
        expect(nameKey(parseName(parseName(`${family}, ${given}`).display))).toBe(key);
      }),
    );
  });

  it('never fails and never gives an empty display, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const parsed = parseName(raw);
        expect(parsed.display.length).toBeGreaterThan(0);
        expect(nameKey(parsed).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to the name', async () => {
    expect(await processorSeconds(() => {
      for (const filler of ['a ', ',', '(', 'van ', '"x" ', "' "]) nameKey(parseName(filler.repeat(300_000)));
    })).toBeLessThan(HANGING_SECONDS);
  });
});

describe('foldWords', () => {
  it.each([
    ['Ångström', 'angstrom'], ['ŁÓDŹ', 'lodz'], ['Straße', 'strasse'], ['Ðorđe', 'dorde'], ['Æsir Œuvre', 'aesir oeuvre'], ['Wei‐Ping', 'wei ping'],
    ['ﬁsher', 'fisher'], ['Ｗａｎｇ', 'wang'], ['Гончарь', 'gonchar'], ['A.B.', 'a b'], ['--', ''],
    ['Mar\u0131\u0301a', 'maria'], ['\u0237\u0301', 'j'], ['Jiřı\u0301', 'jiri'],
  ])('%s → %s', (text, folded) => {
    expect(foldWords(text)).toBe(folded);
  });
});

describe('kinds of names', () => {
  it.each([['Anonymous', true], ['n/a', true], ['???', true], ['Unknown Author', true], ['Mausam', false], ['王伟', false]])('%s names nobody: %s', (raw, nobody) => {
    expect(isNobody(nameKey(parseName(raw)))).toBe(nobody);
  });
  it.each([['J. Smith', true], ['J.-P. Smith', true], ['Smith', true], ['Jo Smith', false], ['J. Paul Smith', false], ['王伟', false]])('%s is initials only: %s', (raw, initials) => {
    expect(isInitialsOnly(parseName(raw))).toBe(initials);
  });
});
