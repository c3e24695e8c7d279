/** Answers that the services really gave are read as such; each skipped by name where the data is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_YEARS } from '../../src/records/years.js';
import { arxiv } from '../../src/services/arxiv.js';
import { crossref } from '../../src/services/crossref.js';
import { openalex } from '../../src/services/openalex.js';
import { orcid } from '../../src/services/orcid.js';
import { semanticScholar } from '../../src/services/semantic-scholar.js';
import type { Service, ServiceRequest } from '../../src/services/service.js';

const DATA = '../shared/data';

const searched = (service: Service): ServiceRequest => service.search('x', ALL_YEARS);
const asked = (service: Service, id: string): ServiceRequest => service.ofAuthors([id], ALL_YEARS)[0];

const ANSWERS: ReadonlyArray<readonly [string, Service, ServiceRequest, { papers: number; total: number | null; hasNext: boolean; cut: number; authors: number }]> = [
  ['openalex/result_67.json', openalex, searched(openalex), { papers: 200, total: 16_915, hasNext: true, cut: 0, authors: 311 }],
  ['openalex/result_85.json', openalex, searched(openalex), { papers: 150, total: 16_915, hasNext: true, cut: 0, authors: 208 }],
  ['crossref/cr_works-0.json', crossref, searched(crossref), { papers: 20, total: 94_960, hasNext: false, cut: 0, authors: 93 }],
  ['semanticscholar/search_paper_open_access_pdf-0.json', semanticScholar, searched(semanticScholar), { papers: 100, total: 11_054, hasNext: true, cut: 0, authors: 0 }],
  ['semanticscholar/get_papers_not_found_warning-0.json', semanticScholar, { ...semanticScholar.ofPapers(['DOI:10.1/1', 'DOI:10.1/2', 'DOI:10.1/3', 'DOI:10.1/4'])[0] }, { papers: 3, total: null, hasNext: false, cut: 0, authors: 10 }],
  ['arxiv-atom/q_testing_s0_m10_bc5a6c384fe9.xml', arxiv, searched(arxiv), { papers: 10, total: 214_881, hasNext: true, cut: 0, authors: 35 }],
  ['orcid/record-full-3.0.json', orcid, asked(orcid, '0000-0002-7319-2192'), { papers: 0, total: null, hasNext: false, cut: 0, authors: 0 }],
];

describe('an answer that was really given', () => {
  for (const [file, service, request, expected] of ANSWERS) {
    it.skipIf(!existsSync(`${DATA}/${file}`))(`${file} (skipped where it is not in ${DATA})`, async () => {
      const answer = await service.read(request, readFileSync(`${DATA}/${file}`));
      expect({
        papers: answer.papers.length, total: answer.total, hasNext: answer.next !== null,
        cut: answer.papers.filter(({ completion }) => completion !== null).length,
        authors: answer.papers.reduce((sum, { authors }) => sum + authors.length, 0),
      }).toEqual(expected);
    });
  }

  const record = `${DATA}/orcid/record-full-3.0.json`;
  it.skipIf(!existsSync(record))(`${record} leads to the works in it (skipped where it is not there)`, async () => {
    const { assembly } = await orcid.read(asked(orcid, '0000-0002-7319-2192'), readFileSync(record));
    expect(assembly?.requests.map(({ path }) => path)).toEqual(['/v3.0/0000-0002-7319-2192/works/178602']);
  });
});
