import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { Growable } from '../../src/identity/growable.js';
import { groupBy, itemsOf } from '../../src/identity/groups.js';
import { IdentityNodes } from '../../src/identity/nodes.js';
import { PairSet } from '../../src/identity/pair-set.js';
import { ConstrainedUnion } from '../../src/identity/union.js';
import { authorIdOf, paperIdOf } from '../../src/records/public-ids.js';
import { createHash } from 'node:crypto';

describe('PairSet', () => {
  it('holds what a Set of pairs holds, through growth', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(2 ** 26 - 1)), { maxLength: 3000 }), (pairs) => {
        const set = new PairSet(1);
        const expected = new Set<string>();
        for (const [label, paper] of pairs) {
          expect(set.add(label, paper)).toBe(!expected.has(`${label}:${paper}`));
          expected.add(`${label}:${paper}`);
        }
        expect(set.size).toBe(expected.size);
        for (const [label, paper] of pairs) {
          expect(set.has(label, paper)).toBe(true);
          expect(set.has(label + 51, paper)).toBe(expected.has(`${label + 51}:${paper}`));
        }
      }),
    );
  });
});

describe('ConstrainedUnion', () => {
  it('keeps every cluster free of two mentions of a paper, and refuses only where there would be', () => {
    const world = fc.tuple(fc.array(fc.tuple(fc.nat(14), fc.nat(9)), { maxLength: 40 }), fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 60 }));
    fc.assert(
      fc.property(world, ([attached, joins]) => {
        const nodes = new IdentityNodes();
        for (let at = 0; at < 15; at++) nodes.ofName(`n${at}`);
        const papersOf = Array.from({ length: 15 }, () => new Set<number>());
        const kept = attached.filter(([node, paper]) => !papersOf[node].has(paper) && papersOf[node].add(paper));
        const union = new ConstrainedUnion(nodes, {
          nodeOfMention: Int32Array.from(kept, ([node]) => node), paperOfMention: Uint32Array.from(kept, ([, paper]) => paper),
          paperKeys: Array.from({ length: 10 }, (_, at) => `p${at}`),
        });
        const cluster = papersOf.map((papers, node) => ({ papers: new Set(papers), nodes: [node] }));
        for (const [a, b] of joins) {
          const common = cluster[a] === cluster[b] ? [] : [...cluster[a].papers].filter((paper) => cluster[b].papers.has(paper)).toSorted((x, y) => x - y);
          expect(union.join(a, b)).toEqual(common.length === 0 ? null : { kind: 'SAME_PAPER', paper: common[0] });
          if (common.length > 0 || cluster[a] === cluster[b]) continue;
          const joined = { papers: new Set([...cluster[a].papers, ...cluster[b].papers]), nodes: [...cluster[a].nodes, ...cluster[b].nodes] };
          for (const node of joined.nodes) cluster[node] = joined;
        }
        for (let node = 0; node < 15; node++) expect(union.mentionsOf(node)).toBe(cluster[node].papers.size);
      }),
      { numRuns: 300 },
    );
  });
});

describe('small arrays', () => {
  it('Growable grows by push and by set', () => {
    const numbers = new Growable(Int32Array);
    for (let at = 0; at < 5000; at++) numbers.push(at);
    numbers.set(9000, 7);
    expect([numbers.length, numbers.at(4999), numbers.at(8000), numbers.at(9000)]).toEqual([9001, 4999, 0, 7]);
  });

  it('groupBy lists each group ascending and leaves −1 out', () => {
    const groups = groupBy(Int32Array.from([1, -1, 0, 1, 3]), 4);
    expect([0, 1, 2, 3].map((group) => [...itemsOf(groups, group)])).toEqual([[2], [0, 3], [], [4]]);
  });
});

describe('public ids', () => {
  it('are a letter and the first 60 bits of the SHA-256 in Crockford base 32', () => {
    const bits = BigInt('0x' + createHash('sha256').update('orcid:0000-0002-1825-0097').digest('hex').slice(0, 15));
    let expected = '';
    for (let at = 55n; at >= 0n; at -= 5n) expected += '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number((bits >> at) & 31n)];
    expect(authorIdOf('orcid:0000-0002-1825-0097')).toBe('A' + expected);
    expect(paperIdOf('orcid:0000-0002-1825-0097')).toBe('P' + expected);
  });
  it('stay what they are: they stand in links', () => {
    expect([authorIdOf('name:javier gonzalvo'), paperIdOf('arxiv:1905.00080')]).toMatchInlineSnapshot(`
      [
        "A2786WNCV6HPG",
        "PE6HNEJXDRQQP",
      ]
    `);
  });
});
