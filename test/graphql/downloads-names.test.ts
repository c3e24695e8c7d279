/** Names of files, from titles that anybody may have written. */
import { describe, expect, it } from 'vitest';
import { contentDisposition } from '../../src/serving/downloads/content-disposition.js';
import { stemOf } from '../../src/graphql/downloads/scope-in-words.js';

describe('the stem of a file name', () => {
  it.each([
    ['Co-authors of Ada Okonkwo, up to 2 steps away', 'coterie-co-authors-of-ada-okonkwo-up-to-2-steps-away'],
    ['Papers of "../../etc/passwd"\r\nSet-Cookie: x=1', 'coterie-papers-of-etc-passwd-set-cookie-x-1'],
    ['李小龍', 'coterie-李小龍'],
    ['\u202Eexe.محمد\u0000', 'coterie-exe-محمد'],
    ['. .. / \\ : * ? < > |', 'coterie'],
    ['x'.repeat(300), `coterie-${'x'.repeat(80)}`],
    [`${'a'.repeat(79)}𝒵𝒵`, `coterie-${'a'.repeat(79)}𝒵`],
  ])('of %j', (title, stem) => {
    expect(stemOf(title)).toBe(stem);
  });
});

describe('the header that names a file', () => {
  it('has the name in ASCII, and as it is where that is another', () => {
    expect(contentDisposition('coterie-x.gexf')).toBe('attachment; filename="coterie-x.gexf"');
    expect(contentDisposition('coterie-zoë.gexf')).toBe('attachment; filename="coterie-zoe.gexf"; filename*=UTF-8\'\'coterie-zo%C3%AB.gexf');
    expect(contentDisposition('coterie-李小龍.bib')).toBe('attachment; filename="coterie-_.bib"; filename*=UTF-8\'\'coterie-%E6%9D%8E%E5%B0%8F%E9%BE%8D.bib');
  });

  it('lets nothing out of the quotes', () => {
    expect(contentDisposition('a"; filename="b\r\nX: y\'(*).gexf')).toBe('attachment; filename="a_filename_b_X_y_.gexf"; filename*=UTF-8\'\'a%22%3B%20filename%3D%22b%0D%0AX%3A%20y%27%28%2A%29.gexf');
  });
});
