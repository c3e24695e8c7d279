/**
 * What the engine makes of a small invented set, as figures. They are no goal: whoever changes a weight, a limit or a table
 * sees here that outcomes change, and says with `npm run bench -- identity` whether for the better.
 */
import { expect, it } from 'vitest';
import { resolveAuthors } from '../../../src/identity/resolve.js';
import { scoreClustering } from '../../bench/clustering-scores.js';
import { ENGINE } from '../../../src/identity/similarity-engine.js';
import { corpusOf } from './corpus.js';
import { labelledPapers } from './labelled.js';

const round = (value: number): number => Math.round(value * 1000) / 1000;

it.each([
  ['FULL', { clusters: 26, precision: 1, recall: 0.902 }],
  ['CAUTIOUS', { clusters: 20, precision: 0.739, recall: 0.829 }],
] as const)('B-cubed of %s', (mode, expected) => {
  const { papers, labels } = labelledPapers();
  const resolution = resolveAuthors(papers, [], [], { mode });
  const { bCubed: { precision, recall }, clusters } = scoreClustering(papers.map((_, at) => resolution.authorOf(at)[0]), labels);
  expect({ clusters, precision: round(precision), recall: round(recall) }).toEqual(expected);
});

it('mean log-odds per feature, of two mentions of one person and of two persons', () => {
  const { papers, labels } = labelledPapers();
  const corpus = corpusOf(papers.map(({ key, mentions, content }) => ({
    key, authors: mentions.map(({ rawName }) => rawName), title: content!.title, venue: content!.venue!, year: content!.year!, fields: content!.fields,
    ...(content!.abstract === null ? {} : { abstract: content!.abstract }), affiliations: mentions.map(({ affiliations: [first] }) => first?.name ?? ''),
    domains: mentions.map((_, at) => (at > 0 ? 'mail.example' : `${content!.venue!.length}.example`)),
  })));
  const engine = ENGINE.prepare(corpus);
  const firstOf = Array.from(papers.keys(), (paper) => corpus.mentionPaper.indexOf(paper));
  const sums = new Map<string, [same: number, different: number]>();
  let [same, different] = [0, 0];
  for (let a = 0; a < papers.length; a++) {
    for (let b = a + 1; b < papers.length; b++) {
      const { logOdds, speaksFor, speaksAgainst } = engine.compareClusters(Uint32Array.of(firstOf[a]), Uint32Array.of(firstOf[b]));
      if (logOdds === -Infinity) continue;
      const isSame = labels[a] === labels[b];
      if (isSame) same += 1;
      else different += 1;
      for (const reason of [...speaksFor, ...speaksAgainst]) {
        const sum = sums.get(reason.feature) ?? [0, 0];
        sum[isSame ? 0 : 1] += reason.logOdds;
        sums.set(reason.feature, sum);
      }
    }
  }
  const means = Object.fromEntries(Array.from(sums, ([feature, sum]) => [feature, [round(sum[0] / same), round(sum[1] / different)]]));
  expect({ same, different, ...means }).toMatchInlineSnapshot(`
    {
      "ABSTRACT_WORDS": [
        0.332,
        0,
      ],
      "AFFILIATION": [
        0.093,
        0.017,
      ],
      "COAUTHORS": [
        5.335,
        -0.044,
      ],
      "EMAIL_DOMAIN": [
        0.953,
        0.523,
      ],
      "FIELDS": [
        0.28,
        0,
      ],
      "NAME": [
        -3.431,
        -5.522,
      ],
      "TITLE_WORDS": [
        0.447,
        0,
      ],
      "VENUE": [
        0.93,
        -0.067,
      ],
      "YEARS": [
        -0.808,
        -1.138,
      ],
      "different": 284,
      "same": 209,
    }
  `);
});
