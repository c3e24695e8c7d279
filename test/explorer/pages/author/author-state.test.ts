import { describe, expect, it } from 'vitest';
import { readState, writeState } from '../../../../src/explorer/address/params.js';
import { AUTHOR_PARAMS, collaboratorFilter, FIRST_METRICS, graphOf, graphParams, idOf, paperFilter, type AuthorState } from '../../../../src/explorer/pages/author/author-state.js';

function stateOf(query: string): AuthorState {
  return readState(AUTHOR_PARAMS, new URLSearchParams(query)).state;
}

describe('the address of an author’s page', () => {
  it.each([
    [['author', 'A1'], 'A1'],
    [['author', 'https:', 'orcid.org', '0000-0002-1825-0097'], 'https://orcid.org/0000-0002-1825-0097'],
    [['author', 'https://orcid.org/0000-0002-1825-0097'], 'https://orcid.org/0000-0002-1825-0097'],
    [['author', 'dblp:12', '345'], 'dblp:12/345'],
    [['author'], ''],
  ])('%j names %s', (path, id) => {
    expect(idOf(path)).toBe(id);
  });

  it('is written as it was read, without what stands at its default', () => {
    const query = '?year=unknown&papers=TITLE.ASC&collaborator=bson&counting=HARMONIC&yearFrom=2010&metrics=DEGREE%2CKATZ&suggest=JACCARD';
    expect(writeState(AUTHOR_PARAMS, stateOf(query))).toBe(query);
    expect(writeState(AUTHOR_PARAMS, stateOf(`?metrics=${FIRST_METRICS.join(',')}&papers=PUBLICATION_DATE.DESC`))).toBe('');
  });

  it.each([['year', 'soon'], ['papers', 'TITLE'], ['counting', 'full'], ['maxAuthors', '0'], ['metrics', 'degree'], ['suggest', 'LUCK']])('reports %s=%s and goes on with the default', (name, value) => {
    const { state, problems } = readState(AUTHOR_PARAMS, new URLSearchParams({ [name]: value }));
    expect(problems.map((problem) => problem.name)).toEqual([name]);
    expect(state).toEqual(stateOf(''));
  });

  it('takes a metric once', () => {
    expect(stateOf('?metrics=KATZ,DEGREE,KATZ').metrics).toEqual(['KATZ', 'DEGREE']);
  });
});

describe('what is asked of the API', () => {
  it('is the graph of all papers unless the address says otherwise', () => {
    expect(graphOf(stateOf(''))).toBeNull();
    expect(graphOf(stateOf('?maxAuthors=20'))).toEqual({ counting: 'FULL', maxAuthors: 20, years: null });
    expect(graphOf(stateOf('?yearTo=2015&counting=FRACTIONAL'))).toEqual({ counting: 'FRACTIONAL', maxAuthors: null, years: { from: null, to: 2015 } });
    expect(graphParams(stateOf('?yearTo=2015&counting=FRACTIONAL')).toString()).toBe('counting=FRACTIONAL&yearTo=2015');
  });

  it('is every paper, or those of a year, venue and field', () => {
    expect(paperFilter(stateOf(''))).toBeNull();
    expect(paperFilter(stateOf('?year=2019&venue=ACL&field=CL'))).toEqual({ year: { eq: 2019 }, venue: { eq: 'ACL' }, field: { eq: 'CL' } });
    expect(paperFilter(stateOf('?year=unknown'))).toEqual({ year: { isNull: true } });
  });

  it('is everybody, or those of a name', () => {
    expect(collaboratorFilter(stateOf('?collaborator=+'))).toBeNull();
    expect(collaboratorFilter(stateOf('?collaborator=bson+'))).toEqual({ author: { name: 'bson' } });
  });
});
