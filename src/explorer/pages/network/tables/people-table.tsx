/** The picture's people as a table. */
import { useMemo } from 'preact/hooks';
import { AuthorLink } from '../../../design/author-link.js';
import { count, measure } from '../../../design/numbers.js';
import { SortableTable, type Column } from '../../../design/sortable-table.js';
import { inOrder } from '../../../design/table-order.js';
import { colourTitle } from '../colours.js';
import { isMetricColour } from '../question.js';
import type { PersonRow } from '../rows.js';
import { networkHref, NOTHING_SELECTED, type NetworkChange, type NetworkState, type PeopleColumn } from '../state.js';
import { personValue } from './values.js';
import { useMoreRows } from './more-rows.js';

interface PeopleTableProps {
  readonly state: NetworkState;
  readonly people: readonly PersonRow[];
  /** The slider shows a year that is not the last. */
  readonly isAtYear: boolean;
  readonly titles: ReadonlyMap<string, string>;
  readonly onChange: (change: NetworkChange, options?: { readonly replace?: boolean }) => void;
  /** The row at which the reader is; null after leaving it. */
  readonly onPoint: (id: string | null) => void;
}

export function PeopleTable({ state, people, isAtYear, titles, onChange, onPoint }: PeopleTableProps) {
  const order = state.peopleOrder;
  const sorted = useMemo(() => inOrder(people, order.direction, (person) => personValue(person, order.column)), [people, order.direction, order.column]);
  const { shown, more } = useMoreRows(sorted);
  const hasDistance = people.some(({ distance }) => distance !== null);
  const year = (value: number | null) => value ?? '–';
  const columns: readonly Column<PersonRow, PeopleColumn>[] = [
    {
      id: 'NAME', title: 'Author', first: 'ASC',
      cell: (person) => (
        <span class="network-row" onFocusCapture={() => onPoint(person.id)} onBlurCapture={() => onPoint(null)} onPointerEnter={() => onPoint(person.id)} onPointerLeave={() => onPoint(null)}>
          <AuthorLink author={{ id: person.id, displayName: person.name, disambiguator: person.disambiguator }} />
          <button type="button" aria-pressed={state.person === person.id} aria-label={`Select ${person.name}`} onClick={() => onChange({ person: state.person === person.id ? '' : person.id, pair: [] })}>Select</button>
        </span>
      ),
    },
    { id: 'SIZE', title: titles.get(state.size) ?? state.size, first: 'DESC', isNumber: true, cell: ({ size }) => measure(size), hint: 'Size in the picture; in the whole graph' },
    ...(isMetricColour(state.colour) ? [{ id: 'COLOUR', title: colourTitle(state.colour, titles), first: 'DESC', isNumber: true, cell: ({ colour }: PersonRow) => measure(colour), hint: 'Colour in the picture; in the whole graph' } as const] : []),
    { id: 'DEGREE', title: 'Collaborators in the picture', first: 'DESC', isNumber: true, cell: ({ degree }) => count(degree), hint: 'Collaborations within the picture' },
    ...(hasDistance ? [{ id: 'DISTANCE', title: 'Steps', first: 'ASC', isNumber: true, cell: ({ distance }: PersonRow) => count(distance), hint: 'From the middle, or from where the path starts' } as const] : []),
    { id: 'COMMUNITY', title: 'Community', first: 'ASC', isNumber: true, cell: ({ community }) => (community === null ? '–' : <a href={networkHref(state, { ...NOTHING_SELECTED, scope: 'community', community, algorithm: 'LOUVAIN', seed: 1, resolution: 1 })}>{community}</a>), isSecondary: true },
    { id: 'COMPONENT', title: 'Component', first: 'ASC', isNumber: true, cell: ({ component }) => count(component), isSecondary: true },
    { id: 'FIELD', title: 'Field', first: 'ASC', cell: ({ field }) => (field === null ? '–' : <bdi lang="">{field}</bdi>), isSecondary: true },
    { id: 'FIRST_YEAR', title: 'First year', first: 'ASC', isNumber: true, cell: ({ firstYear }) => year(firstYear) },
    { id: 'LAST_YEAR', title: isAtYear ? 'Last year of all' : 'Last year', first: 'DESC', isNumber: true, cell: ({ lastYear }) => year(lastYear) },
  ];
  return (
    <div class="network-table">
      <SortableTable caption="Authors in the picture" columns={columns} rows={shown} keyOf={({ id }) => id} order={order} onOrder={(peopleOrder) => onChange({ peopleOrder }, { replace: true })} />
      {more}
    </div>
  );
}
