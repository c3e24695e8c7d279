/** The network as a whole: its figures, its growth, and how collaborators and components are spread. */
import { useAnswer } from '../../api/use-answer.js';
import { LogScatter } from '../../charts/log-scatter.js';
import { Computing } from '../../design/computing.js';
import { count, counted } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { OverviewPageDocument, type OverviewPageQuery } from '../../generated/graphql.js';
import type { ExportOffer } from '../../views/export-address.js';
import { ViewActions } from '../../views/view-actions.js';
import { Distances } from './distances.js';
import { FiguresTable } from './figures-table.js';
import { Groups } from './groups.js';
import { Growth } from './growth.js';
import { isPacked, originWords } from './origin-words.js';
import './overview.css';

type Graph = NonNullable<OverviewPageQuery['corpus']['graph']>;

const WHOLE: readonly ExportOffer[] = [
  { kind: 'NETWORK', title: 'The whole network', params: new URLSearchParams({ scope: 'all' }) },
  { kind: 'PAPERS', title: 'All papers', params: new URLSearchParams({ scope: 'all' }) },
];

/** So few points are no picture of a distribution: a sentence says as much. */
const FEW_SIZES = 3;

function Components({ sizes }: { readonly sizes: NonNullable<Graph['componentSizes']> }) {
  if (sizes.length > FEW_SIZES) {
    return (
      <LogScatter
        title="How many connected components have how many authors"
        valueTitle="Authors"
        countTitle="Components"
        points={sizes.map(({ size, componentCount }) => ({ value: size, count: componentCount }))}
      />
    );
  }
  const parts = sizes.toReversed().map(({ size, componentCount }) => `${count(componentCount)} of ${counted(size, 'author')}`);
  return <p>Connected components: {parts.join(', ')}.</p>;
}

/** What the graph leaves out or can't know; nothing where it is whole. */
function LeftOut({ graph }: { readonly graph: Graph }) {
  const sentences = [
    graph.papersExcluded > 0 ? `${counted(graph.papersExcluded, 'paper')} of the corpus ${graph.papersExcluded === 1 ? 'is' : 'are'} not in this graph.` : null,
    graph.incompleteAuthorLists > 0 ? `${counted(graph.incompleteAuthorLists, 'paper')} ${graph.incompleteAuthorLists === 1 ? 'lists fewer authors than it has' : 'list fewer authors than they have'}, so that some collaborations are missing.` : null,
  ].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? null : <Notice>{sentences.join(' ')}</Notice>;
}

export function OverviewPage() {
  const { data, failure, retry, computing, errors } = useAnswer(OverviewPageDocument, {});
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="the overview" />;
  const { corpus } = data;
  const { graph } = corpus;
  if (graph === null) return computing.length > 0 ? <Computing errors={computing} /> : <Failure message={errors[0]?.message ?? 'The network can’t be told.'} retry={retry} />;
  if (graph.authorCount === 0) {
    return (
      <>
        <PageTitle title="Overview" />
        <Empty>This corpus has no authors yet: import a bibliography with <code>coterie import</code>.</Empty>
      </>
    );
  }
  return (
    <>
      <PageTitle title="Overview" />
      <p>
        {counted(graph.paperCount, 'paper')} by {counted(graph.authorCount, 'author')}, who form {graph.collaborationCount === null ? 'collaborations that are still being counted' : counted(graph.collaborationCount, 'collaboration')}:
        pairs of authors with at least one joint paper.
      </p>
      <LeftOut graph={graph} />
      <ViewActions query={OverviewPageDocument} variables={{}} exports={WHOLE} />
      <div class="overview-columns">
        <FiguresTable caption="The network" figures={graph.metrics} />
        <div>
          {graph.growth === null ? <Loading what="the growth" /> : <Growth years={graph.growth} />}
          {graph.degreeDistribution === null ? <Loading what="the numbers of collaborators" /> : <LogScatter
            title="How many authors have how many collaborators"
            valueTitle="Collaborators"
            countTitle="Authors"
            points={graph.degreeDistribution.map(({ degree, authorCount }) => ({ value: degree, count: authorCount }))}
          />}
          {graph.componentSizes === null ? <Loading what="the sizes of the components" /> : <Components sizes={graph.componentSizes} />}
          <p class="small"><a href="/communities?algorithm=COMPONENTS">See the components, the largest first</a></p>
        </div>
      </div>
      <Distances />
      <h2>The corpus</h2>
      <p>{originWords(corpus)}{corpus.identityMode === null ? ' Authors are whom the works name.' : <> Names were resolved in the mode <code>{corpus.identityMode}</code>.</>}</p>
      <div class="overview-columns">
        <Groups title="Fields" grouping={corpus.fields} unit="paper" href={(key) => `/rankings?field=${encodeURIComponent(key)}`} />
        <Groups title="Venues" grouping={corpus.venues} unit="paper" href={(key) => `/venue/${encodeURIComponent(key)}`} />
      </div>
      {corpus.problemKinds.length > 0 && (
        <details>
          <summary>{isPacked(corpus) ? 'What could not be taken as it stood when the works were packed' : 'What imports could not take as it stood'}</summary>
          <ul>{corpus.problemKinds.map((kind) => <li key={kind.key}>{kind.displayName}: {count(kind.count)}</li>)}</ul>
        </details>
      )}
    </>
  );
}
