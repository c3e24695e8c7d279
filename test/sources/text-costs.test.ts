/** Text exports whose form makes patterns and comparisons run away: each is read within a moment, whatever its length. */
import { describe, expect, it } from 'vitest';
import { nbib } from '../../src/sources/nbib/nbib.js';
import { ris } from '../../src/sources/ris/ris.js';
import type { Source } from '../../src/sources/source.js';
import { csv } from '../../src/sources/tables/csv.js';
import { scopusCsv } from '../../src/sources/tables/scopus-csv.js';
import { wos } from '../../src/sources/wos/wos.js';
import { wosTab } from '../../src/sources/wos/wos-tab.js';
import { readText } from './helpers.js';

const LONG = 300_000;
const SPACES = ' '.repeat(LONG);
const people = (count: number, form: (at: number) => string, separator: string): string => Array.from({ length: count }, (_, at) => form(at)).join(separator);
const initial = (at: number): string => `${String.fromCharCode(65 + (at % 26))}${String.fromCharCode(97 + (Math.trunc(at / 26) % 26))}${at}`;
const wosFile = (...lines: string[]): string => ['PT J', ...lines, 'ER', '', 'EF', ''].join('\n');
const SCOPUS = 'Authors,Title,Source title,Affiliations,Authors with affiliations,Correspondence Address,EID\n';

const CASES: ReadonlyArray<readonly [string, Source, string]> = [
  ['RIS: spaces before a word', ris, `${SPACES}x\nTY  - JOUR\nTI  - T${SPACES}t\nAU  - One, A\nN1  - PMID:${SPACES}x\nAD  - ${'A.'.repeat(LONG)}\nER  - \n`],
  ['RIS: ORCIDs without names', ris, `TY  - JOUR\nTI  - T\nAU  - One, A\nAI  - ${'x'.repeat(LONG)}${'; ORCID:'.repeat(LONG / 10)}\nER  - \n`],
  ['RIS: thousands of one family name, each with an affiliation', ris, `TY  - JOUR\nTI  - T\n${people(5_000, (at) => `A1  - One, ${initial(at)}`, '\n')}\n${people(5_000, () => 'M1  - (One Q.) Dept', '\n')}\nER  - \n`],
  ['nbib: spaces and addresses', nbib, `PMID- 1\nTI  - T\nFAU - One, A\nAD  - ${'a@'.repeat(LONG / 2)}${SPACES}x\nLID - ${'a'.repeat(LONG)} [doj]\nSO  - x\n`],
  ['WoS: spaces before a bracket', wos, wosFile('TI T', 'AU One, A', `RP One, A${SPACES}x`, `C1 ${'['.repeat(LONG)}`, `OI ${'/'.repeat(LONG)}`)],
  ['WoS: thousands of names by their initials', wos, wosFile('TI T', `AU ${people(5_000, (at) => `One, ${initial(at)}`, '\n   ')}`, `C1 [${people(50_000, () => 'One, Q', '; ')}] Dept`)],
  ['WoS table: spaces', wosTab, `PT\tAU\tTI\tRP\nJ\tOne, A\tT\tOne${SPACES}x\n`],
  ['CSV: spaces, commas, semicolons', csv, `Title,Authors\nT,"${SPACES}and${SPACES}x"\nU,"x${','.repeat(LONG)}x and y"\nV,"x${';'.repeat(LONG)}y"\nW,"a\nx${';'.repeat(LONG)}y"\n`],
  ['Scopus: affiliations of thousands', scopusCsv, `${SCOPUS}"${people(3_000, (at) => `One${at} A.`, ', ')}",T,J,"${people(3_000, (at) => `Dept, ${at}`, '; ')}","${people(3_000, (at) => `One${at} A., Dept, ${at}`, '; ')}",,2-s2.0-85000000001\n`],
  ['Scopus: spaces and commas', scopusCsv, `${SCOPUS}"One A.${SPACES}x",T,J,"X","One A., ${', '.repeat(LONG)}","One${SPACES}x",2-s2.0-85000000001\n`],
];

describe('cost of text exports', () => {
  it.each(CASES)('%s', async (_, source, text) => {
    const before = process.cpuUsage();
    const { papers } = await readText(source, text);
    const { user, system } = process.cpuUsage(before);
    expect(papers.length).toBeGreaterThan(0);
    // Each takes far less; what is quadratic takes minutes.
    expect((user + system) / 1e6).toBeLessThan(8);
  }, 60_000);
});
