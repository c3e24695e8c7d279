/** Below the map: the figures of the community under the pointer or with the focus. */
import { count, counted, measure } from '../../design/numbers.js';
import type { MapAnswer } from './community-map.js';
import { leavingShare, namesOf, percent } from './division-words.js';

const MOST_NEIGHBOURS = 5;

export function PointedFigures({ nodes, links, pointed }: Pick<MapAnswer, 'nodes' | 'links'> & { readonly pointed: number | null }) {
  const community = pointed === null ? undefined : nodes[pointed]?.community;
  if (community === undefined || pointed === null) {
    return (
      <p class="communities-pointed quiet small">
        A circle’s area is its number of authors, a line’s width the strength of the collaborations between two; the smallest and thinnest are drawn larger than that, to be seen. Names are of the member with most collaborators, where there is room. Point at a community to see its figures; click it to open it.
      </p>
    );
  }
  const { id, size, topAuthors, topFields, internalStrength, externalStrength } = community;
  const near = links.filter(({ source, target }) => source === pointed || target === pointed);
  const others = near.slice(0, MOST_NEIGHBOURS).map(({ source, target, collaborationCount }) => `${source === pointed ? target : source} (${counted(collaborationCount, 'collaboration')})`);
  return (
    <div class="communities-pointed small" role="status">
      <p><strong>Community {id}</strong>, {counted(size, 'author')}: <bdi lang="">{namesOf(topAuthors, size, 3)}</bdi>{topFields.groups.length > 0 && <>. Fields: <bdi lang="">{topFields.groups.map(({ displayName }) => displayName).join(', ')}</bdi></>}</p>
      <p>
        Strength within {measure(internalStrength)}, with others {measure(externalStrength)} ({percent(leavingShare(community))} leaves).{' '}
        {near.length === 0 ? 'No link to a community shown.' : `Linked with ${near.length > MOST_NEIGHBOURS ? `${count(near.length)}, the strongest: ` : ''}${others.join(', ')}.`}
      </p>
    </div>
  );
}
