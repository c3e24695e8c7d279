/** Refusals of the rooms below in the words of a download's address. */
import { describe, expect, it } from 'vitest';
import { ExportError } from '../../src/exports/format.js';
import { refusalOf } from '../../src/serving/downloads/failures.js';
import { badUserInput, notFound, tooManyRounds } from '../../src/graphql/errors.js';

describe('a refusal', () => {
  it.each<[string, unknown, number, string, Record<string, unknown>]>([
    ['of rounds', tooManyRounds(5000, 900, 40), 400, 'Parameter "iterations" is 900, but a layout of these 5,000 authors may have 40 rounds: take 40 or fewer, or ask for fewer authors.', { code: 'COST_LIMIT', argument: 'iterations', iterations: 900, limit: 40 }],
    ['of an unknown author', notFound('scope.ego.author', 'A9', 'author', 'search(query:) finds authors by name'), 404, 'Parameter "author" is "A9", by which no author is known: an id stands at the end of the address of an author\'s or a paper\'s page, and an ORCID, a DOI or a prefixed id such as dblp:m/HMazzawi will do.', { code: 'NOT_FOUND', argument: 'author', value: 'A9' }],
    ['of an unknown venue', badUserInput('graph.venues', 'X', 'but no paper has such a venue', 'corpus { venues(contains:) } lists them'), 400, 'Parameter "venues" is "X", but no paper has such a venue: it is named as the papers name it, whatever its case and accents.', { code: 'BAD_USER_INPUT', argument: 'venues', value: 'X' }],
    ['of what is missing', badUserInput('author', '', 'but the scope "ego" needs it'), 400, 'Parameter "author" is missing, but the scope "ego" needs it.', { code: 'BAD_USER_INPUT', argument: 'author', value: '' }],
    ['of a file', new ExportError('Too wide.', { argument: 'width', value: 9, reason: 'but must be wider' }), 400, 'Parameter "width" is 9, but must be wider.', { code: 'BAD_USER_INPUT', argument: 'width', value: '9' }],
    ['of a file that no argument is to blame for', new ExportError('Too large.'), 400, 'Too large.', { code: 'BAD_USER_INPUT' }],
  ])('%s', (_, error, status, message, extensions) => {
    expect(refusalOf(error)).toEqual({ status, headers: {}, error: { message, extensions } });
  });

  it('is none for what nobody foresaw', () => {
    expect(refusalOf(new Error('the disk is on fire'))).toBeNull();
  });
});
