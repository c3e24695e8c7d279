/** The picture's collaborations as a table. */
import { useMemo } from 'preact/hooks';
import { AuthorLink } from '../../../design/author-link.js';
import { count, measure } from '../../../design/numbers.js';
import { SortableTable, type Column } from '../../../design/sortable-table.js';
import { inOrder } from '../../../design/table-order.js';
import type { PairRow, PersonRow } from '../rows.js';
import type { NetworkChange, NetworkState, PairsColumn } from '../state.js';
import { pairValue } from './values.js';
import { useMoreRows } from './more-rows.js';

interface PairsTableProps {
  readonly state: NetworkState;
  readonly pairs: readonly PairRow[];
  /** The slider shows a year that is not the last. */
  readonly isAtYear: boolean;
  readonly onChange: (change: NetworkChange, options?: { readonly replace?: boolean }) => void;
  readonly onPoint: (ids: readonly string[]) => void;
}

export function PairsTable({ state, pairs, isAtYear, onChange, onPoint }: PairsTableProps) {
  const order = state.pairsOrder;
  const sorted = useMemo(() => inOrder(pairs, order.direction, (pair) => pairValue(pair, order.column)), [pairs, order.direction, order.column]);
  const { shown, more } = useMoreRows(sorted);
  const isByYear = !isAtYear || pairs.some(({ paperYears }) => paperYears !== undefined);
  const name = ({ id, name: displayName, disambiguator }: PersonRow) => <AuthorLink author={{ id, displayName, disambiguator }} />;
  const columns: readonly Column<PairRow, PairsColumn>[] = [
    {
      id: 'FIRST', title: 'Author', first: 'ASC',
      cell: ({ first, second }) => (
        <span class="network-row" onFocusCapture={() => onPoint([first.id, second.id])} onBlurCapture={() => onPoint([])} onPointerEnter={() => onPoint([first.id, second.id])} onPointerLeave={() => onPoint([])}>
          {name(first)}
        </span>
      ),
    },
    { id: 'SECOND', title: 'and', first: 'ASC', cell: ({ second }) => name(second) },
    {
      id: 'PAPERS', title: isByYear ? 'Joint papers' : 'Joint papers in all years', first: 'DESC', isNumber: true,
      cell: ({ first, second, paperCount }) => <button type="button" aria-label={`${count(paperCount)} joint papers of ${first.name} and ${second.name}`} onFocus={() => onPoint([first.id, second.id])} onBlur={() => onPoint([])} onClick={() => onChange({ pair: [first.id, second.id], person: '' })}>{count(paperCount)}</button>,
    },
    { id: 'STRENGTH', title: isAtYear && (state.counting !== 'FULL' || !isByYear) ? 'Strength in all years' : 'Strength', first: 'DESC', isNumber: true, cell: ({ strength }) => measure(strength) },
    { id: 'FIRST_YEAR', title: 'First year', first: 'ASC', isNumber: true, cell: ({ firstYear }) => firstYear ?? '–' },
    { id: 'LAST_YEAR', title: isByYear ? 'Last year' : 'Last year of all', first: 'DESC', isNumber: true, cell: ({ lastYear }) => lastYear ?? '–' },
  ];
  return (
    <div class="network-table">
      <SortableTable caption="Collaborations in the picture" columns={columns} rows={shown} keyOf={({ index }) => String(index)} order={order} onOrder={(pairsOrder) => onChange({ pairsOrder }, { replace: true })} />
      {more}
    </div>
  );
}
