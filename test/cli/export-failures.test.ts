/** Refusals of the rooms below in the command line's words. */
import { describe, expect, it } from 'vitest';
import { asUsage } from '../../src/cli/exporting/failures.js';
import { ExportError } from '../../src/exports/format.js';
import { ProjectionTooLargeError } from '../../src/graph/projection.js';
import { badUserInput, notFound, tooManyRounds } from '../../src/graphql/errors.js';

describe('a refusal', () => {
  it.each<[string, unknown, number, string]>([
    ['of rounds', tooManyRounds(5000, 900, 40), 2, '--iterations is 900, but a layout of these 5,000 authors may have 40 rounds: take 40 or fewer, or ask for fewer authors'],
    ['of an unknown paper', notFound('papers', '10.1/x', 'paper', 'search(query:) finds papers'), 3, '--paper is "10.1/x", by which no paper is known'],
    ['of a community', badUserInput('scope.community.id', 9, 'but the graph has 3 communities, numbered from 0'), 2, '--community is 9, but the graph has 3 communities, numbered from 0'],
    ['of a column', badUserInput('colourBy', 'shoes', 'but must be a metric'), 2, '--colour-by is "shoes", but must be a metric'],
    ['of a file', new ExportError('Too wide.', { argument: 'width', value: 9, reason: 'but must be wider' }), 2, '--width is 9, but must be wider'],
    ['of a graph', new ProjectionTooLargeError({ entries: 22_000_000, bytes: 3.3e9 }, 1_000_000, 149), 2, 'the graph may have 22,000,000 neighbours in all (3.3 GB), above the limit of 1,000,000: set --max-authors to 149 or less to leave papers of very many authors out'],
  ])('%s', (_, error, exitCode, message) => {
    expect(asUsage(error)).toMatchObject({ name: 'CliError', exitCode, message });
  });

  it('leaves alone what nobody foresaw', () => {
    const error = new Error('the disk is on fire');
    expect(asUsage(error)).toBe(error);
  });
});
