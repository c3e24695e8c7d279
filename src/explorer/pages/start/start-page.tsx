/** The first page: a search, what the corpus holds, and where to go from here. */
import type { Present } from '../../api/ask.js';
import { useAnswer } from '../../api/use-answer.js';
import { YearBars } from '../../charts/year-bars.js';
import { AuthorLink } from '../../design/author-link.js';
import { Computing } from '../../design/computing.js';
import { count, counted, measure, years } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { StartPageCentralDocument, StartPageDocument, type StartPageQuery } from '../../generated/graphql.js';
import { PaperLine } from '../../search/paper-line.js';
import { SearchBox } from '../../search/search-box.js';
import { ViewActions } from '../../views/view-actions.js';
import { EmptyCorpus } from './empty-corpus.js';
import './start-page.css';

/** Of fewer papers it says little that one person is on most. */
const FEWEST_PAPERS = 3;

export function StartPage() {
  const { data, failure, retry } = useAnswer(StartPageDocument, {});
  const isEmpty = failure?.code === 'NO_SNAPSHOT' || data?.corpus.paperCount === 0;
  return (
    <>
      <PageTitle title="Who writes with whom" />
      <SearchBox isLarge />
      {isEmpty ? <EmptyCorpus /> : failure !== null ? <Failure message={failure.message} retry={retry} /> : data === null ? <Loading what="the corpus" /> : <Corpus data={data} />}
    </>
  );
}

function Corpus({ data }: { readonly data: Present<StartPageQuery> }) {
  const { corpus, authors, papers } = data;
  const byYear = papers.byYear.groups.map(({ key, count: value }) => ({ year: Number(key), value }));
  const known = byYear.map(({ year }) => year);
  return (
    <>
      <Synthetic corpus={corpus} />
      <dl class="start-counts">
        <div><dt>{corpus.paperCount === 1 ? 'Paper' : 'Papers'}</dt><dd>{count(corpus.paperCount)}</dd></div>
        <div><dt>{corpus.authorCount === 1 ? 'Author' : 'Authors'}</dt><dd>{count(corpus.authorCount)}</dd></div>
        <div><dt>Collaborations</dt><dd>{corpus.collaborationCount === null ? <span class="small">not counted, for their number</span> : count(corpus.collaborationCount)}</dd></div>
        <div><dt>Years</dt><dd>{known.length === 0 ? 'unknown' : years(Math.min(...known), Math.max(...known))}</dd></div>
      </dl>
      <MainAuthor author={data.prolific.nodes[0]} paperCount={corpus.paperCount} />
      <Ways authors={authors.nodes} />
      <div class="start-columns">
        <section>
          <h2>Most collaborators</h2>
          <ol class="start-people">
            {authors.nodes.map((author) => <li key={author.id}><AuthorLink author={author} /> <span class="quiet small">{count(author.collaborators?.totalCount)}</span></li>)}
          </ol>
          {authors.nodes.length === 0 ? <Empty>No author is known of any paper.</Empty> : <p><a href="/rankings?metric=DEGREE">All by collaborators</a></p>}
        </section>
        <MostCentral />
        <section>
          <h2>Latest papers</h2>
          <ul class="result-list">{papers.nodes.map((paper) => <li key={paper.id}><PaperLine paper={paper} /></li>)}</ul>
        </section>
        <section>
          <h2>Papers by year</h2>
          <YearBars title="Papers by year" unit="Papers" values={byYear} inWords={(value) => counted(value, 'paper')} />
          {papers.byYear.unknownCount > 0 && <p class="quiet small">{counted(papers.byYear.unknownCount, 'paper')} of unknown year not shown.</p>}
          <Sources corpus={corpus} />
        </section>
      </div>
      <ViewActions query={StartPageDocument} variables={{}} />
    </>
  );
}

/** Whose profile a corpus is, where somebody is on most of its papers; nothing where it is of many people. */
function MainAuthor({ author, paperCount }: { readonly author: NonNullable<StartPageQuery['prolific']>['nodes'][number] | undefined; readonly paperCount: number }) {
  if (author === undefined || paperCount < FEWEST_PAPERS || author.paperCount <= paperCount / 2) return null;
  return <p><AuthorLink author={author} /> is on {author.paperCount >= paperCount ? `all ${count(paperCount)} papers` : `${count(author.paperCount)} of the ${count(paperCount)} papers`}.</p>;
}

function Ways({ authors }: { readonly authors: NonNullable<StartPageQuery['authors']>['nodes'] }) {
  const [first, second] = authors;
  return (
    <nav aria-label="Ways into the corpus" class="row">
      {first && <a class="button" href={`/network?scope=ego&author=${first.id}`}>Network around <bdi class="start-name" lang="">{first.displayName}</bdi></a>}
      {first && second && <a class="button" href={`/network?scope=path&from=${second.id}&to=${first.id}`}>Path between two people</a>}
      <a class="button" href="/rankings">Rankings</a>
      <a class="button" href="/communities">Communities</a>
      <a class="button" href="/overview">The network in figures</a>
    </nav>
  );
}

/** Asked for by itself: in a large corpus the numbers take a while, and the rest need not wait. */
function MostCentral() {
  const { data, failure, computing, retry } = useAnswer(StartPageCentralDocument, {});
  const between = data?.authors.nodes.filter(({ metric }) => (metric?.value ?? 0) > 0) ?? [];
  return (
    <section>
      <h2>Most central</h2>
      <p class="quiet small">Betweenness: on how many of the shortest ways between others someone stands.</p>
      <Computing errors={computing} />
      {failure !== null && computing.length === 0 && <Failure message={failure.message} retry={retry} />}
      {data === null && failure === null && <Loading what="who is most central" />}
      {data !== null && computing.length === 0 && (between.length === 0 ? <Empty>Nobody stands between others here.</Empty> : (
        <>
          <ol class="start-people">{between.map((author) => <li key={author.id}><AuthorLink author={author} /> <span class="quiet small">{measure(author.metric?.value)}</span></li>)}</ol>
          <p><a href="/rankings?metric=BETWEENNESS">All by betweenness</a></p>
        </>
      ))}
    </section>
  );
}

/** Generated corpora call each of their fields synthetic. */
function Synthetic({ corpus: { fields, synthetic } }: { readonly corpus: StartPageQuery['corpus'] }) {
  const generated = synthetic.groups.filter(({ displayName }) => displayName.startsWith('Synthetic ')).length;
  if (generated === 0) return null;
  return <Notice>{generated === fields.groupCount ? 'This corpus was generated by a program: no work, person or figure in it is real.' : 'A part of this corpus was generated by a program: papers whose fields are called “Synthetic …” describe no real work, and their authors are no real people.'}</Notice>;
}

function Sources({ corpus: { sources, incompleteAuthorListCount, snapshot } }: { readonly corpus: StartPageQuery['corpus'] }) {
  return (
    <>
      <h2>Where it comes from</h2>
      <ul class="start-sources">
        {sources.nodes.map(({ file, format, paperCount, personCount }) => (
          <li key={`${file} ${format}`}>{file} <span class="quiet small">{format}, {paperCount === 0 && personCount > 0 ? counted(personCount, 'person record') : counted(paperCount, 'paper record')}</span></li>
        ))}
      </ul>
      {sources.totalCount > sources.nodes.length && <p class="quiet small">and {counted(sources.totalCount - sources.nodes.length, 'more file', 'more files')}</p>}
      {incompleteAuthorListCount > 0 && <p class="quiet small">{counted(incompleteAuthorListCount, 'paper')} with an author list that is known to be incomplete: collaborations of those who are missing are missing, too.</p>}
      <p class="quiet small">State of <time dateTime={snapshot.builtAt}>{snapshot.builtAt.slice(0, 10)}</time>, snapshot {snapshot.id}</p>
    </>
  );
}
