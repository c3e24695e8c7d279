/** With whom an author writes: a table that the API orders and narrows, with the joint papers below a row on demand. */
import { useEffect, useState } from 'preact/hooks';
import { useList } from '../../api/use-list.js';
import { More } from '../../design/more.js';
import { AuthorLink } from '../../design/author-link.js';
import { Computing } from '../../design/computing.js';
import { count, counted, measure } from '../../design/numbers.js';
import { SortableTable, type Column } from '../../design/sortable-table.js';
import { Empty, Failure, Loading } from '../../design/states.js';
import { WrittenTitle } from '../../design/written-title.js';
import { AuthorCollaboratorsDocument, JointPapersDocument, type CollaboratorListPageFragment, type GraphSpec } from '../../generated/graphql.js';
import { paperAddress } from '../paper/paper-item.js';
import { dateWords } from '../paper/paper-words.js';
import type { SectionProps } from './author-sections.js';
import { collaboratorFilter, graphOf, type AuthorState } from './author-state.js';
import { graphWords, omissionWords } from './graph-words.js';

type Collaborator = CollaboratorListPageFragment['edges'][number];
type OrderId = AuthorState['collaborators']['column'];

const TYPING_PAUSE_MS = 250;
/** Lists shorter than this are seen at a glance. */
const FILTER_FROM = 10;

function JointPapers({ id, other, graph }: { readonly id: string; readonly other: Collaborator['node']; readonly graph: GraphSpec | null }) {
  const list = useList(JointPapersDocument, { id, with: [other.id], graph }, ({ author }) => author?.collaborators?.edges[0]?.papers);
  if (list.failure) return <Failure message={list.failure.message} retry={list.retry} />;
  if (list.data === null) return <Loading what="the joint papers" />;
  const total = list.data.author?.collaborators?.edges[0]?.papers.totalCount ?? 0;
  return (
    <>
      <ul class="joint-papers" aria-label={`Papers with ${other.displayName}`}>
        {list.items.map(({ id: paper, title, publicationDate, venue }) => (
          <li key={paper}>
            <a href={paperAddress(paper)}><WrittenTitle text={title} /></a>
            <span class="quiet small"> {publicationDate === null ? 'date unknown' : dateWords(publicationDate)}{venue !== null && <>, <bdi lang="">{venue}</bdi></>}</span>
          </li>
        ))}
      </ul>
      {(list.hasMore || list.hasRestarted) && <More what="joint papers" list={list} total={total} />}
    </>
  );
}

/** What was typed, in the address a moment later. */
function NameFilter({ value, onValue }: { readonly value: string; readonly onValue: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onValue(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label>
      <span>Find a name</span>
      <input type="search" value={text} maxLength={200} placeholder="Beginnings of words" onInput={({ currentTarget }) => setText(currentTarget.value)} />
    </label>
  );
}

export function CollaboratorsSection({ author, view, given }: SectionProps) {
  const { state, change } = view;
  const graph = graphOf(state);
  const [opened, setOpened] = useState<string | null>(null);
  const where = collaboratorFilter(state);
  const list = useList(
    AuthorCollaboratorsDocument,
    { id: author.id, collaboratorsWhere: where, collaboratorsOrder: [{ field: state.collaborators.column, direction: state.collaborators.direction }], graph },
    ({ author: found }) => found?.collaborators && { nodes: found.collaborators.edges, pageInfo: found.collaborators.pageInfo },
    given.author.collaborators === null ? {} : {
      given: {
        variables: { id: author.id, collaboratorsWhere: given.variables.collaboratorsWhere ?? null, collaboratorsOrder: given.variables.collaboratorsOrder ?? null, graph: given.variables.graph ?? null },
        data: { author: { collaborators: given.author.collaborators } },
      },
    },
  );
  const connection = list.data?.author?.collaborators ?? null;
  const failure = list.failure ?? (list.data !== null && connection === null && list.computing.length === 0 ? (list.errors[0] ?? null) : null);
  const total = connection?.totalCount ?? 0;
  const columns: ReadonlyArray<Column<Collaborator, OrderId>> = [
    { id: 'NAME', title: 'Name', first: 'ASC', cell: ({ node }) => <AuthorLink author={node} /> },
    {
      id: 'PAPER_COUNT', title: 'Papers', first: 'DESC', isNumber: true, hint: 'Papers together',
      cell: ({ node, paperCount }) => (
        <button type="button" class="as-link" aria-expanded={opened === node.id} aria-label={`${counted(paperCount, 'paper')} with ${node.displayName}`} onClick={() => setOpened(opened === node.id ? null : node.id)}>{count(paperCount)}</button>
      ),
    },
    { id: 'STRENGTH', title: 'Strength', first: 'DESC', isNumber: true, hint: 'The sum of what each joint paper gives the pair, by the counting of the graph', cell: ({ strength }) => <span title={String(strength)}>{measure(strength)}</span> },
    { id: 'FIRST_YEAR', title: 'First', first: 'ASC', isNumber: true, hint: 'Year of the first joint paper', cell: ({ firstYear }) => firstYear ?? '–' },
    { id: 'LAST_YEAR', title: 'Last', first: 'DESC', isNumber: true, hint: 'Year of the last joint paper', cell: ({ lastYear }) => lastYear ?? '–' },
  ];
  return (
    <>
      {(total > FILTER_FROM || where !== null) && (
        <form class="author-controls" role="search" aria-label="Collaborators" onSubmit={(event) => event.preventDefault()}>
          <NameFilter value={state.collaborator} onValue={(collaborator) => change({ collaborator }, { replace: true })} />
        </form>
      )}
      {failure ? <Failure message={failure.message} retry={list.retry} /> : connection === null ? (list.computing.length > 0 ? <Computing errors={list.computing} /> : <Loading what="the collaborators" />) : list.items.length === 0 ? (
        <Empty>{where === null ? 'Nobody: no paper of this author in the graph lists another person.' : `Nobody of the collaborators matches “${state.collaborator}”.`}</Empty>
      ) : (
        <SortableTable
          caption={`Collaborators of ${author.displayName}`} columns={columns} rows={list.items} keyOf={({ node }) => node.id} order={state.collaborators} isStale={list.isStale}
          onOrder={(collaborators) => change({ collaborators })}
          below={({ node }) => (node.id === opened ? <JointPapers id={author.id} other={node} graph={graph} /> : null)}
        />
      )}
      {connection !== null && !failure && (
        <>
          {list.hasMore || list.hasRestarted ? <More what="collaborators" list={list} total={total} /> : total > 0 && <p class="quiet small" role="status">{counted(total, 'collaborator')}{where !== null && ' with such a name'}</p>}
          <p class="quiet small">{graphWords(state)} {omissionWords(connection.graph)}</p>
        </>
      )}
    </>
  );
}
