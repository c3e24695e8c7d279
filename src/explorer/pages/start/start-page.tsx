/** The first page: what the corpus holds, and where to go from here. */
import { useAnswer } from '../../api/use-answer.js';
import { count, counted, years } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Empty, Failure, Loading } from '../../design/states.js';
import { StartPageDocument } from '../../generated/graphql.js';

export function StartPage() {
  const { data, failure, retry } = useAnswer(StartPageDocument, {});
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="the corpus" />;
  const { corpus, authors } = data;
  return (
    <>
      <PageTitle title="Who writes with whom" />
      <p>{counted(corpus.paperCount, 'paper')} by {counted(corpus.authorCount, 'author')}, {corpus.collaborationCount === null ? 'collaborations not counted for their number' : counted(corpus.collaborationCount, 'collaboration')}.</p>
      <h2>Most collaborators</h2>
      {authors.nodes.length === 0 ? <Empty>This corpus has no authors yet: import a bibliography with `coterie import`.</Empty> : (
        <ul>
          {authors.nodes.map(({ id, displayName, disambiguator, paperCount, firstYear, lastYear }) => (
            <li key={id}>
              <a href={`/author/${id}`}><bdi>{displayName}</bdi></a>
              {disambiguator !== null && <span class="quiet"> {disambiguator}</span>} <span class="quiet">{count(paperCount)} papers, {years(firstYear, lastYear)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
