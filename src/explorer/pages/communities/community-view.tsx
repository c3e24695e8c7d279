/** One community: its figures, its neighbours, its members. */
import { navigate } from '../../address/address.js';
import type { ParamProblem } from '../../address/params.js';
import { useAnswer } from '../../api/use-answer.js';
import { AuthorLink } from '../../design/author-link.js';
import { Computing } from '../../design/computing.js';
import { count, counted, measure } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Section } from '../../design/section.js';
import { Failure, Loading } from '../../design/states.js';
import { useTheme } from '../../drawing/theme.js';
import { CommunityPageDocument, type CommunityPageQuery } from '../../generated/graphql.js';
import { ViewActions } from '../../views/view-actions.js';
import { exportParams } from '../network/export-params.js';
import { leftOut } from '../network/words.js';
import { LEAVING_HINT } from './communities-table.js';
import { asNetwork, communityHref, communityNetworkHref, divisionQuestion, mapHref, memberScope, type DivisionState } from './division.js';
import { divisionWords, leavingShare, namesOf, percent } from './division-words.js';
import { Members } from './members-section.js';
import { Neighbours } from './neighbours-section.js';
import { Problems, ValidHere } from './remarks.js';

type Found = NonNullable<NonNullable<CommunityPageQuery['network']>['nodes'][number]['author']['community']>;

function Figures({ community, authors }: { readonly community: Found; readonly authors: number }) {
  const { size, internalStrength, externalStrength, topAuthors, topFields } = community;
  return (
    <dl class="communities-figures">
      <div><dt>Authors</dt><dd>{count(size)} <span class="quiet">{percent(size / authors)} of the graph’s {count(authors)}</span></dd></div>
      <div><dt>Strength within</dt><dd>{measure(internalStrength)}</dd></div>
      <div><dt>Strength with others</dt><dd>{measure(externalStrength)}</dd></div>
      <div><dt title={LEAVING_HINT}>Share that leaves</dt><dd>{percent(leavingShare(community))}{leavingShare(community) === null && <span class="quiet"> nobody here collaborates</span>}</dd></div>
      <div class="wide"><dt>Most collaborators</dt><dd><ul class="communities-list inline">{topAuthors.map((author) => <li key={author.id}><AuthorLink author={author} /></li>)}</ul></dd></div>
      <div class="wide">
        <dt>Fields of their papers</dt>
        <dd>
          {topFields.groups.length === 0 ? 'none is known' : <ul class="communities-list inline">{topFields.groups.map(({ displayName, count: papers }) => <li key={displayName}><bdi lang="">{displayName}</bdi> <span class="quiet small">{counted(papers, 'paper')}</span></li>)}</ul>}
          {topFields.groupCount > topFields.groups.length && <span class="quiet small">{` the ${topFields.groups.length} most frequent of ${count(topFields.groupCount)}`}</span>}
          {topFields.groups.length > 0 && topFields.unknownCount > 0 && <span class="quiet small">{` not known of ${counted(topFields.unknownCount, 'paper')}`}</span>}
        </dd>
      </div>
    </dl>
  );
}

export function CommunityView({ id, state, problems }: { readonly id: number; readonly state: DivisionState; readonly problems: readonly ParamProblem[] }) {
  const question = divisionQuestion(state);
  const variables = { scope: memberScope(state, id), ...question };
  const { data, failure, computing, isStale, retry } = useAnswer(CommunityPageDocument, variables);
  const theme = useTheme();
  const network = data?.network ?? null;
  const community = network?.nodes[0]?.author.community ?? null;
  const isMissing = failure?.errors[0]?.extensions?.['argument'] === 'scope.community.id';
  const excluded = network === null ? null : leftOut(network.graph, state.maxAuthors);
  const change = (next: Partial<DivisionState>): void => navigate(communityHref(state, id, next), { replace: true });
  return (
    <div class="communities-page">
      <p class="communities-back small"><a href={mapHref(state)}>All communities</a></p>
      <div class="communities-head">
        <PageTitle title={`Community ${id}`} />
        {community !== null && <ViewActions query={CommunityPageDocument} variables={variables} exports={[{ kind: 'NETWORK', params: exportParams(asNetwork(state, id), theme) }, { kind: 'PAPERS', title: 'Papers of everybody in this community', params: exportParams(asNetwork(state, id), theme) }]} />}
      </div>
      <Problems problems={problems} />
      <Computing errors={computing} />
      {failure !== null ? (isMissing ? (
        <section class="state nothing" role="alert">
          <h2>There is no community {id}</h2>
          <p>{failure.message}</p>
          <ValidHere />
          <p><a href={mapHref(state)}>See which communities there are</a></p>
        </section>
      ) : <Failure message={failure.message} retry={retry} />) : network === null || community === null ? computing.length === 0 && <Loading what="the community" /> : (
        <div aria-busy={isStale}>
          <p class="communities-lead"><bdi lang="">{namesOf(community.topAuthors, community.size, 2)}</bdi>, one of the communities that {divisionWords(state)} finds.</p>
          <p class="row">
            <a class="button" href={communityNetworkHref(state, id)}>Draw its network</a>
            {id > 0 && <a class="button" rel="prev" href={communityHref(state, id - 1)}>Next larger</a>}
            {community.size > 1 && <a class="button" rel="next" href={communityHref(state, id + 1)}>Next smaller</a>}
          </p>
          <Figures community={community} authors={network.graph.authorCount} />
          {excluded !== null && <p class="small">{excluded}</p>}
          <ValidHere />
          {state.algorithm !== 'COMPONENTS' && <Section id="neighbours" title="Neighbours">{() => <Neighbours id={id} state={state} question={question} externalStrength={community.externalStrength} onOrder={(neighboursOrder) => change({ neighboursOrder })} />}</Section>}
          <Section id="members" title="Members" isFirst>{() => <Members id={id} state={state} question={variables} onChange={change} />}</Section>
        </div>
      )}
    </div>
  );
}
