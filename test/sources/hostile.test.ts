/** The formats of the first hour against the trials of hostile.ts; later formats call them from their own tests. */
import { acl } from '../../src/sources/acl.js';
import { bibtex } from '../../src/sources/bibtex.js';
import { dblp } from '../../src/sources/dblp.js';
import { openalex } from '../../src/sources/openalex.js';
import { holdsAgainstHostileInput } from './hostile.js';

holdsAgainstHostileInput({ source: bibtex, fixtures: ['bibtex/names.bib', 'bibtex/exports.bib'], tokens: ['@article{', 'k,', 'title={', 'author=', '{', '}', '"', ',', '\n', ' and '] });
holdsAgainstHostileInput({ source: openalex, fixtures: ['openalex/work.json'], tokens: ['[', '{', '}', ']', ',', ':', '"title"', '"id"', '"W12345"', '"authorships"', '"x"', '1', 'null'] });
holdsAgainstHostileInput({ source: dblp, fixtures: ['dblp/person.xml'], tokens: ['<dblp>', '</dblp>', '<article key="journals/x/Y99">', '</article>', '<author>', '</author>', '<title>', '</title>', 'Ann', '&uuml;', '&x;', '<!--'] });
holdsAgainstHostileInput({ source: acl, fixtures: ['acl/2031.example.xml'], tokens: ['<collection id="2031.x">', '</collection>', '<volume id="1">', '</volume>', '<paper id="1">', '</paper>', '<title>', '</title>', '<author>', '</author>', '<first>', '</first>', 'A'] });
