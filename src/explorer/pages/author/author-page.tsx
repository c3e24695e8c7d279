/** A person's page: who it is, figures, papers, collaborators, metrics, and what else the corpus knows. */
import { useEffect, useRef } from 'preact/hooks';
import { navigate } from '../../address/address.js';
import { useAnswer } from '../../api/use-answer.js';
import type { PageProps } from '../../app/routes.js';
import { authorAddress } from '../../design/author-link.js';
import { PageTitle } from '../../design/page-title.js';
import { Failure, Loading, Notice, NothingHere } from '../../design/states.js';
import { AuthorPageDocument, type AuthorPageQuery, type AuthorPageQueryVariables } from '../../generated/graphql.js';
import type { ExportOffer } from '../../views/export-address.js';
import { leadsNowhere, NoSuchRecord } from '../../search/no-such-record.js';
import { ViewActions } from '../../views/view-actions.js';
import { AuthorHead } from './author-head.js';
import { AuthorSections } from './author-sections.js';
import { collaboratorFilter, graphOf, graphParams, paperFilter, viewOf, type AuthorState, type AuthorView } from './author-state.js';
import './author-page.css';

export type PageAuthor = NonNullable<AuthorPageQuery['author']>;

function variablesOf(id: string, state: AuthorState): AuthorPageQueryVariables {
  const { papers, collaborators } = state;
  return {
    id,
    papersWhere: paperFilter(state),
    papersOrder: [{ field: papers.column, direction: papers.direction }],
    collaboratorsWhere: collaboratorFilter(state),
    collaboratorsOrder: [{ field: collaborators.column, direction: collaborators.direction }],
    graph: graphOf(state),
  };
}

/** The author's papers, and the network around the author. */
function exportsOf(id: string, state: AuthorState): ExportOffer[] {
  const graph = [...graphParams(state)];
  return [
    { kind: 'PAPERS', title: 'Papers of this author', params: new URLSearchParams([['author', id], ...graph]) },
    { kind: 'NETWORK', title: 'Network of the author and their co-authors', params: new URLSearchParams([['scope', 'ego'], ['author', id], ['radius', '1'], ...graph]) },
  ];
}

/** The id that led here, where it was another than the author's own: the address is replaced, and the page says why. */
function useOwnAddress(author: PageAuthor | null, { id }: AuthorView): string | null {
  const cameFrom = useRef<{ readonly id: string; readonly from: string } | null>(null);
  if (author?.redirectedFrom != null) cameFrom.current = { id: author.id, from: author.redirectedFrom };
  useEffect(() => {
    if (author !== null && author.id !== id) navigate(authorAddress(author.id) + window.location.search + window.location.hash, { replace: true });
  }, [author?.id, id]);
  return author !== null && cameFrom.current?.id === author.id ? cameFrom.current.from : null;
}

export function AuthorPage({ address }: PageProps) {
  const view = viewOf(address);
  const held = useRef<{ asked: AuthorPageQueryVariables; ownId: string | null } | null>(null);
  // Asked once for each author: not anew for an order, which the lists ask for themselves, nor when the address was
  // replaced by the author's own.
  if (view.id === '') held.current = null;
  else if (held.current?.asked.id !== view.id && held.current?.ownId !== view.id) held.current = { asked: variablesOf(view.id, view.state), ownId: null };
  const asked = held.current?.asked ?? null;
  const { data, errors, failure, isStale, retry } = useAnswer(AuthorPageDocument, asked);
  const author = isStale ? null : (data?.author ?? null);
  if (held.current !== null && author !== null) held.current.ownId = author.id;
  const cameFrom = useOwnAddress(author, view);

  if (view.id === '') return <NothingHere what="an author without an id"><p>An author’s address is /author/ with an id behind it.</p></NothingHere>;
  if (failure !== null && !leadsNowhere(failure.code)) return <Failure message={failure.message} retry={retry} />;
  if (failure !== null) return <NoSuchRecord kind="author" id={view.id} />;
  if (data === null || asked === null || isStale) return <Loading what="the author" />;
  if (author === null) {
    const [error] = errors;
    if (error !== undefined && !leadsNowhere(error.extensions?.code)) return <Failure message={error.message} retry={retry} />;
    return <NoSuchRecord kind="author" id={view.id} />;
  }
  const own = { ...view, id: author.id };
  const given = { variables: { ...asked, id: author.id }, author };
  return (
    <article class="author-page">
      <PageTitle title={author.displayName}>
        <bdi lang="">{author.displayName}</bdi>
        {author.disambiguator !== null && <span class="author-told-apart"> <bdi lang="">{author.disambiguator}</bdi></span>}
      </PageTitle>
      {cameFrom !== null && <Notice>{cameFrom} was merged into this author.</Notice>}
      {view.problems.map(({ name, value, accepts }) => <Notice key={name}>The address has {name}={value}, which can’t be used: it takes {accepts}.</Notice>)}
      <AuthorHead author={author} view={own} />
      <ViewActions query={AuthorPageDocument} variables={variablesOf(author.id, view.state)} exports={exportsOf(author.id, view.state)} />
      <AuthorSections author={author} view={own} given={given} />
    </article>
  );
}
