/** All communities of a division: the map and the table. */
import { navigate } from '../../address/address.js';
import type { ParamProblem } from '../../address/params.js';
import { useAnswer } from '../../api/use-answer.js';
import { Computing } from '../../design/computing.js';
import { count, counted, measure } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Empty, Failure, Loading } from '../../design/states.js';
import { useTheme } from '../../drawing/theme.js';
import type { Theme } from '../../drawing/types.js';
import { CommunityMapDocument } from '../../generated/graphql.js';
import { ViewActions } from '../../views/view-actions.js';
import { exportParams } from '../network/export-params.js';
import { leftOut } from '../network/words.js';
import { CommunitiesTable } from './communities-table.js';
import { CommunityMap, type MapAnswer } from './community-map.js';
import { asNetwork, divisionQuestion, mapHref, MOST_COMMUNITIES, MOST_LINKS, type DivisionState } from './division.js';
import { DivisionForm } from './division-form.js';
import { countedGroups, divisionWords, shownWords, takesResolution } from './division-words.js';
import { Problems, ValidHere } from './remarks.js';

const STEPS = [100, 200, MOST_COMMUNITIES];

/** The way to more of the map, as far as there is one. */
function Raise({ state, map }: { readonly state: DivisionState; readonly map: MapAnswer }) {
  const { communityCount, linkCount, nodes, links } = map;
  const step = STEPS.find((each) => each > state.maxCommunities);
  const more = nodes.length < communityCount && step !== undefined ? Math.min(step, communityCount) : null;
  return (
    <>
      {more !== null && <>{' '}<a href={mapHref(state, { maxCommunities: step })}>Show {more === communityCount ? 'all' : 'the'} {count(more)}{more === communityCount ? '' : ' largest'}</a></>}
      {links.length < linkCount && state.maxLinks < MOST_LINKS && <>{' '}<a href={mapHref(state, { maxLinks: MOST_LINKS })}>Show {linkCount <= MOST_LINKS ? `all ${count(linkCount)}` : `the ${count(MOST_LINKS)} strongest`} links</a></>}
      {nodes.length < communityCount && step === undefined && (
        <span class="quiet"> A map has at most {count(MOST_COMMUNITIES)}; the API’s <code>communities</code> lists all of them.{takesResolution(state.algorithm) && ' A lower resolution gives fewer, larger ones.'}</span>
      )}
    </>
  );
}

function About({ state, map }: { readonly state: DivisionState; readonly map: MapAnswer }) {
  const { modularity, graph, communityCount } = map;
  const excluded = leftOut(graph, state.maxAuthors);
  return (
    <div class="communities-about">
      <p>{counted(graph.authorCount, 'author')}{graph.collaborationCount !== null && ` with ${counted(graph.collaborationCount, 'collaboration')}`} fall into {countedGroups(communityCount, state.algorithm)}{state.algorithm === 'COMPONENTS' ? '' : ` (${divisionWords(state)})`}.{' '}
        {modularity === null ? 'Nobody collaborates, so that modularity is not defined.' : `Modularity ${measure(modularity)}: how much more strength lies within communities than chance would put there, at most 1.`}</p>
      <p>{shownWords(map, state.algorithm)}<Raise state={state} map={map} /></p>
      {excluded !== null && <p class="small">{excluded}</p>}
      {graph.incompleteAuthorLists > 0 && <p class="quiet small">{counted(graph.incompleteAuthorLists, 'paper')} of the graph {graph.incompleteAuthorLists === 1 ? 'has an author list' : 'have author lists'} known to be incomplete: some collaborations are missing.</p>}
      <ValidHere />
    </div>
  );
}

/** What the download endpoint is asked for all authors of the graph, with the division of the map. */
function wholeNetwork(state: DivisionState, theme: Theme): URLSearchParams {
  const params = exportParams(asNetwork(state), theme);
  params.delete('community');
  params.set('scope', 'all');
  return params;
}

export function MapView({ state, problems }: { readonly state: DivisionState; readonly problems: readonly ParamProblem[] }) {
  const variables = { ...divisionQuestion(state), maxCommunities: state.maxCommunities, maxLinks: state.maxLinks };
  const { data, failure, computing, isStale, retry } = useAnswer(CommunityMapDocument, variables);
  const map = data?.communityMap ?? null;
  const theme = useTheme();
  const communities = map?.nodes.map(({ community }) => community) ?? [];
  return (
    <div class="communities-page">
      <div class="communities-head">
        <PageTitle title="Communities" />
        <ViewActions query={CommunityMapDocument} variables={variables} exports={[{ kind: 'NETWORK', title: 'The whole network, by communities', params: wholeNetwork(state, theme) }]} />
      </div>
      <p class="communities-lead">Groups of authors who write with each other more than with others.</p>
      <Problems problems={problems} />
      <DivisionForm state={state} onChange={(change) => navigate(mapHref(state, change))} />
      <Computing errors={computing} />
      {failure !== null ? <Failure message={failure.message} retry={retry} /> : map === null ? computing.length === 0 && <Loading what="the communities" /> : (
        <>
          {map.communityCount === 0 ? <Empty>{map.graph.papersExcluded > 0 ? 'No author is left under these filters.' : <>This corpus has no authors yet: import a bibliography with <code>coterie import</code>.</>}</Empty> : <About state={state} map={map} />}
          {map.communityCount > 0 && (
            <div class="communities-columns">
              <section aria-labelledby="communities-map-title">
                <h2 id="communities-map-title">Map</h2>
                <CommunityMap map={map} state={state} isStale={isStale} />
              </section>
              <section aria-labelledby="communities-table-title">
                <h2 id="communities-table-title">Figures</h2>
                <CommunitiesTable communities={communities} state={state} isStale={isStale} />
              </section>
            </div>
          )}
        </>
      )}
      <p class="visually-hidden" role="status">{map !== null && !isStale ? shownWords(map, state.algorithm) : ''}</p>
    </div>
  );
}
