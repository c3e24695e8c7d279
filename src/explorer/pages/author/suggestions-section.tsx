/** People with whom an author has not written, but who are near: with those who could introduce the two. */
import { useList } from '../../api/use-list.js';
import { More } from '../../design/more.js';
import { AuthorLink } from '../../design/author-link.js';
import { Computing } from '../../design/computing.js';
import { count, counted, measure, years } from '../../design/numbers.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { SuggestedCollaboratorsDocument, type SuggestedCollaboratorsQuery, type SuggestionMethod } from '../../generated/graphql.js';
import type { SectionProps } from './author-sections.js';
import { graphOf, METHODS } from './author-state.js';

const METHOD_WORDS: Readonly<Record<SuggestionMethod, { readonly name: string; readonly means: string }>> = {
  ADAMIC_ADAR: { name: 'Adamic–Adar', means: 'Common collaborators, of whom those who work with few count most.' },
  RESOURCE_ALLOCATION: { name: 'Resource allocation', means: 'Common collaborators, of whom those who work with many count even less.' },
  COMMON_NEIGHBOURS: { name: 'Common collaborators', means: 'How many collaborators both have in common.' },
  JACCARD: { name: 'Jaccard', means: 'The share of common collaborators among all collaborators of either.' },
  PERSONALISED_PAGERANK: { name: 'Personalised PageRank', means: 'Where a walk from this author along collaborations spends its time; it reaches people at any distance.' },
};

type Suggestion = NonNullable<NonNullable<SuggestedCollaboratorsQuery['author']>['suggestedCollaborators']>['edges'][number];

function Witnesses({ witnesses, witnessCount }: Pick<Suggestion, 'witnesses' | 'witnessCount'>) {
  if (witnessCount === 0) return <>nobody in common: reached over a longer way</>;
  const left = witnessCount - witnesses.length;
  return (
    <>
      through {witnesses.map((author, index) => <span key={author.id}>{index > 0 && (index === witnesses.length - 1 && left === 0 ? ' and ' : ', ')}<AuthorLink author={author} /></span>)}
      {left > 0 && ` and ${count(left)} more`}
    </>
  );
}

export function SuggestionsSection({ author, view: { state, change } }: SectionProps) {
  const list = useList(
    SuggestedCollaboratorsDocument, { id: author.id, method: state.suggest, graph: graphOf(state) },
    ({ author: found }) => found?.suggestedCollaborators && { nodes: found.suggestedCollaborators.edges, pageInfo: found.suggestedCollaborators.pageInfo },
  );
  const connection = list.data?.author?.suggestedCollaborators ?? null;
  const failure = list.failure ?? (list.data !== null && connection === null && list.computing.length === 0 ? (list.errors[0] ?? null) : null);
  return (
    <>
      <form class="author-controls" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>Scored by</span>
          <select value={state.suggest} onChange={({ currentTarget }) => change({ suggest: METHODS.find((each) => each === currentTarget.value) ?? 'ADAMIC_ADAR' })}>
            {METHODS.map((each) => <option key={each} value={each}>{METHOD_WORDS[each].name}</option>)}
          </select>
        </label>
        <p class="quiet small">{METHOD_WORDS[state.suggest].means}{connection?.errorBound != null && connection.errorBound > 0 && ` A score is at most ${measure(connection.errorBound, 2)} too small.`}</p>
      </form>
      {connection?.truncated && <Notice>{connection.truncated.reason}</Notice>}
      <Computing errors={list.computing} />
      {failure ? <Failure message={failure.message} retry={list.retry} /> : connection === null ? list.computing.length === 0 && <Loading what="the suggestions" /> : list.items.length === 0 ? (
        <Empty>{author.collaborators?.totalCount === 0 && state.collaborator === '' ? 'Nobody: an author without collaborators is near to nobody.' : 'Nobody: everybody within reach has a joint paper already.'}</Empty>
      ) : (
        <ol class="author-suggestions" aria-busy={list.isStale}>
          {list.items.map(({ node, score, ...witness }) => (
            <li key={node.id}>
              <p><AuthorLink author={node} /> <span class="quiet small">{counted(node.paperCount, 'paper')}, {years(node.firstYear, node.lastYear)}</span></p>
              <p class="small quiet"><Witnesses {...witness} /> · score <span title={String(score)}>{measure(score)}</span></p>
            </li>
          ))}
        </ol>
      )}
      {connection !== null && (list.hasMore || list.hasRestarted) && <More what="suggestions" list={list} total={connection.totalCount} />}
    </>
  );
}
