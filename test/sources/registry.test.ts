import { describe, expect, it } from 'vitest';
import { detectSource, sourceById, SOURCES } from '../../src/sources/registry.js';

describe('the list of sources', () => {
  it('has unique ids', () => expect(new Set(SOURCES.map((source) => source.id)).size).toBe(SOURCES.length));
  it('finds each by its id', () => {
    for (const source of SOURCES) expect(sourceById(source.id)).toBe(source);
  });
  it('lists the ids where there is none such', () => expect(() => sourceById('docx')).toThrow(/"docx".*coterie.*openalex.*dblp.*acl.*bibtex.*profile/));
});

const PROFILE = 'Ada One\n\nLG\nh-index3\n2papers\n\n2 Papers\n\nLGJun 20, 2023\nTitle\n\nAda One\n\nText\n';
describe('detection by content', () => {
  it.each([
    ['bibtex', '@article{k, title={T}}'], ['bibtex', '\n\n  % Encoding: UTF-8\n\n@InProceedings{k,\n title={T}}'],
    ['bibtex', 'This file was created with JabRef 2.9.\nEncoding: UTF8\n\n@string{a={b}}\n'], ['bibtex', '@Comment{jabref-meta: x}\n'],
    ['bibtex', '@weirdtype{key,\n  title = {T}}'], ['bibtex', `% ${'x'.repeat(5000)}\n@misc{a, title={b}}`],
    ['coterie', '{"format":"coterie-records","version":1}\n'], ['coterie', '\n\n{ "version": 9, "format" : "coterie-records" }'],
    ['profile', PROFILE], ['profile', PROFILE.replaceAll('\n', '\r\n')],
    ['openalex', '{"meta":{"count":1},"results":[{"id":"https://openalex.org/W1234567","title":"x","authorships":[]}]}'],
    ['dblp', '<?xml version="1.0"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n<article key="journals/x/Y99">'],
    ['ris', 'TY  - JOUR\nAU  - One, A\nER  - \n'], ['ris', '1.\r\nTY  - CHAP\r\nID  - 1\r\n'], ['ris', 'TY  - JOUR\rTI  - T\r'], ['nbib', '\nPMID- 123\nOWN - NLM\n'],
    ['wos', 'FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n'], ['wos', 'PT J\nAU One, A\n   Two, B\n'], ['wos-tab', 'PT\tAU\tBA\tTI\tSO\n'],
    ['scopus-csv', 'Authors,Author(s) ID,Title,Year,Source title,EID\n'], ['csv', 'title,authors\nA,B\n'], ['csv', 'Titre;Auteurs;Année\n'], ['csv', '"DOI"\t"Title"\t"Year"\n'],
    ['acl', '<?xml version=\'1.0\' encoding=\'UTF-8\'?>\n<collection id="2020.x">\n  <volume id="1">'],
  ])('knows %s (case %#)', (id, head) => expect(detectSource(head, 'unnamed')?.id).toBe(id));

  it.each([
    ['plain prose', 'Some people meet at 5 @ the café {there}. In May 2019 we wrote 2 papers.\n'], ['empty text', ''], ['a JSON object', '{"a": 1}'],
    ['a JSON list', '[1,2,3]'], ['HTML', '<!doctype html><html><body>@article{x, title={y}}</body></html>'], ['a table of numbers', 'id,weight\n1,2\n'], ['a PDF', '%PDF-1.4\n%âãÏÓ'],
    ['an e-mail', 'From: a@b.org\nTo: c@d.org\n\nhello'],
  ])('knows nothing of %s', (_, head) => expect(detectSource(head, 'unnamed')).toBeNull());

  it('takes a .bib without entries for BibTeX, and nothing else by its name alone', () => {
    expect(detectSource('% nothing yet\n', 'refs.bib')?.id).toBe('bibtex');
    expect(detectSource('nothing', 'notes.txt')).toBeNull();
  });
});
