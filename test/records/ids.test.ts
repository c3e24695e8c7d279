import { describe, expect, it } from 'vitest';
import { arxivIdOfDoi, inOrderOfSchemes, normalizePaperId, parsePaperId, parsePersonId } from '../../src/records/ids.js';

describe('paper identifiers as people paste them', () => {
  it.each([
    ['https://doi.org/10.1103/PhysRevE.64.016132', 'doi', '10.1103/physreve.64.016132'],
    ['doi:10.1000/ABC', 'doi', '10.1000/abc'],
    ['10.1000/abc', 'doi', '10.1000/abc'],
    ['arXiv:2306.11903v2', 'arxiv', '2306.11903'],
    ['https://arxiv.org/abs/cs.LG/0112017', 'arxiv', 'cs.lg/0112017'],
    ['https://arxiv.org/pdf/2306.11903v1.pdf', 'arxiv', '2306.11903'],
    ['w2741809807', 'openalex', 'W2741809807'],
    ['https://openalex.org/W2741809807', 'openalex', 'W2741809807'],
    ['https://dblp.org/rec/conf/jcdl/AkbarSFF14.html', 'dblp', 'conf/jcdl/AkbarSFF14'],
    ['https://aclanthology.org/2020.acl-main.1/', 'acl', '2020.acl-main.1'],
    ['acl:p19-1001', 'acl', 'P19-1001'],
    ['PMC7029759', 'pmcid', 'PMC7029759'],
    ['pmid: 12345', 'pmid', '12345'],
  ])('%s is %s %s', (text, scheme, value) => {
    expect(parsePaperId(text)).toEqual({ scheme, value });
  });

  it.each(['', 'hello', '12345', 'https://example.org/10.5', 'A123', '10.1234/\u0001x', '10.1234/\ud800'])('%j is none', (text) => {
    expect(parsePaperId(text)).toBeNull();
  });

  it.each([
    ['10.48550/arxiv.1706.03762', '1706.03762'], ['10.48550/arxiv.1706.03762v5', '1706.03762'], ['10.48550/arxiv.cs/0112017', 'cs/0112017'],
    ['10.48550/arxiv.nothing', null], ['10.5555/arxiv.1706.03762', null], [undefined, null],
  ])('the DOI %j spells out the arXiv id %j', (doi, arxiv) => expect(arxivIdOfDoi(doi)).toBe(arxiv));

  it('takes a bare value where the scheme is known', () => {
    expect(normalizePaperId('pmid', '12345')).toBe('12345');
    expect(normalizePaperId('arxiv', '2306.11903')).toBe('2306.11903');
    expect(normalizePaperId('doi', 'not one')).toBeNull();
  });
});

describe('person identifiers as people paste them', () => {
  it.each([
    ['https://orcid.org/0000-0002-1825-0097', 'orcid', '0000-0002-1825-0097'],
    ['0000000218250097', 'orcid', '0000-0002-1825-0097'],
    ['orcid:0000-0002-1694-233x', 'orcid', '0000-0002-1694-233X'],
    ['a5023431658', 'openalex', 'A5023431658'],
    ['https://dblp.org/pid/m/HMazzawi.html', 'dblp', 'm/HMazzawi'],
    ['acl:felicia-koerner', 'acl', 'felicia-koerner'],
    ['s2:1741101', 's2', '1741101'],
  ])('%s is %s %s', (text, scheme, value) => {
    expect(parsePersonId(text)).toEqual({ scheme, value });
  });

  it('refuses an ORCID whose checksum does not hold', () => {
    expect(parsePersonId('0000-0002-1825-0098')).toBeNull();
  });

  it('are told in one order of schemes, the strongest first', () => {
    expect(Object.entries(inOrderOfSchemes({ scopus: ['7004212771'], dblp: ['m/HMazzawi'], orcid: ['0000-0002-1825-0097'] })).map(([scheme]) => scheme)).toEqual(['orcid', 'dblp', 'scopus']);
    expect(inOrderOfSchemes({})).toEqual({});
  });
});
