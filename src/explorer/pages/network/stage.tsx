/** The picture or its tables, with what belongs to them: search, years, and how much is shown of how many. */
import { Empty } from '../../design/states.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';
import { CanvasPlace } from './canvas-place.js';
import { FindInPicture } from './find-in-picture.js';
import { pairOf } from './rows.js';
import { ShownOf } from './shown-of.js';
import { isFiltered, networkHref, NO_FILTERS, NOTHING_SELECTED, TABS, type NetworkChange, type NetworkState, type Tab } from './state.js';
import { PairsTable } from './tables/pairs-table.js';
import { PeopleTable } from './tables/people-table.js';
import type { Drawn } from './use-drawn.js';
import { YearSlider } from './year-slider.js';

const TAB_TITLES: Readonly<Record<Tab, string>> = { picture: 'Picture', authors: 'Authors', collaborations: 'Collaborations' };

interface StageProps {
  readonly state: NetworkState;
  readonly drawn: Drawn;
  readonly network: NonNullable<NetworkPictureQuery['network']>;
  readonly titles: ReadonlyMap<string, string>;
  readonly description: string;
  readonly isStale: boolean;
  readonly pointed: readonly string[];
  readonly flyTo: { readonly id: string } | null;
  readonly reducedMotion: boolean;
  readonly onPoint: (ids: readonly string[]) => void;
  /** See `CanvasProps.onSizes`. */
  readonly onSizes: (factor: number) => void;
  readonly onFind: (id: string) => void;
  readonly onChange: (change: NetworkChange, options?: { readonly replace?: boolean }) => void;
}

export function NetworkStage(props: StageProps) {
  const { state, drawn, network, titles, description, isStale, pointed, flyTo, reducedMotion, onPoint, onSizes, onFind, onChange } = props;
  const { rows, shown, picture, appearance, growth, year } = drawn;
  if (rows.people.length === 0) {
    return (
      <div class="network-stage">
        {isFiltered(state) ? <Empty>No author is left under these filters. <a href={networkHref(state, NO_FILTERS)}>Clear all filters</a></Empty> : <Empty>This corpus has no authors yet: import a bibliography with `coterie import`.</Empty>}
      </div>
    );
  }
  return (
    <div class="network-stage" aria-busy={isStale}>
      <div class="network-bar">
        <nav aria-label="Shown as">
          <ul class="network-tabs">
            {TABS.map((tab) => <li key={tab}><a href={networkHref(state, { tab })} aria-current={tab === state.tab ? 'true' : undefined}>{TAB_TITLES[tab]}</a></li>)}
          </ul>
        </nav>
        <FindInPicture people={rows.people} onFind={onFind} onCentre={(id) => onChange({ ...NOTHING_SELECTED, scope: 'ego', author: id })} />
      </div>
      <div class={state.tab === 'picture' ? 'network-frame' : 'network-frame beside-table'}>
        <CanvasPlace
          picture={picture}
          appearance={appearance}
          description={description}
          year={year}
          selectedNode={rows.byId.has(state.person) ? state.person : null}
          selectedEdge={state.pair.length === 2 ? (pairOf(rows, state.pair)?.index ?? null) : null}
          highlighted={pointed}
          labels={state.labels}
          onSelectNode={(id) => onChange({ person: id ?? '', pair: [] })}
          onSelectEdge={(index) => onChange({ pair: index === null ? [] : [rows.pairs[index].first.id, rows.pairs[index].second.id], person: '' })}
          flyTo={flyTo}
          reducedMotion={reducedMotion}
          onSizes={onSizes}
        />
      </div>
      <YearSlider growth={growth} year={year} onYear={(next) => onChange({ year: next }, { replace: true })} />
      <ShownOf state={state} network={network} drawn={drawn} />
      {state.tab === 'authors' && <PeopleTable state={state} people={shown.people} isAtYear={year !== null} titles={titles} onChange={onChange} onPoint={(id) => onPoint(id === null ? [] : [id])} />}
      {state.tab === 'collaborations' && <PairsTable state={state} pairs={shown.pairs} isAtYear={year !== null} onChange={onChange} onPoint={onPoint} />}
    </div>
  );
}
