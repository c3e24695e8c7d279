/** `/communities`: the map of a division. `/communities/3`: one community of it. */
import type { PageProps } from '../../app/routes.js';
import { NothingHere } from '../../design/states.js';
import './communities.css';
import { CommunityView } from './community-view.js';
import { mapHref, readDivision } from './division.js';
import { MapView } from './map-view.js';

export function CommunitiesPage({ address: { path, params } }: PageProps) {
  const { state, problems } = readDivision(params);
  const [, id, ...more] = path;
  if (id === undefined) return <MapView state={state} problems={problems} />;
  if (more.length > 0 || !/^\d{1,9}$/.test(id)) {
    return <NothingHere what={`the address /${path.join('/')}: a community has a number, such as 0`}><p><a href={mapHref(state)}>See which communities there are</a></p></NothingHere>;
  }
  return <CommunityView key={id} id={Number(id)} state={state} problems={problems} />;
}
