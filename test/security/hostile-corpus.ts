/** A corpus that is itself hostile: titles, names, venues, fields, ids and links say what somebody might take for more than text. */
import type { PaperRecord } from '../../src/records/record.js';
import { mention, paperRecord } from '../helpers/records.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';

/** Texts that may stand in a record at all: what is empty, or half of a pair of UTF-16, is no text there. */
const TEXTS = HOSTILE_TEXTS.filter((text) => text.trim() !== '' && !/\p{Surrogate}/u.test(text) && text.length < 1_000);

export const HOSTILE_CORPUS: readonly PaperRecord[] = TEXTS.map((text, i) =>
  paperRecord(`Study ${i} of ${text}`, [mention(`Ann Alpha ${text}`, { position: 1 }), mention(text, { position: 2 }), mention('Bob Beta', { position: 3, affiliations: [{ name: text, ror: null, countryCode: null }] })], {
    date: { year: 1980 + (i % 40), month: null, day: null },
    venue: i % 3 === 0 ? text : 'Journal of Everything',
    fields: i % 4 === 0 ? [text] : ['LG'],
    abstract: i % 5 === 0 ? `Abstract with ${text}` : null,
    citationCount: { value: i, source: 'openalex', asOf: null },
    links: [{ kind: 'CODE', url: i % 2 === 0 ? 'javascript:alert(1)' : `https://example.org/${encodeURIComponent(text)}` }],
  }));
