/** Long tables grow by pages: thousands of rows at once would hold up the browser. */
import { useState } from 'preact/hooks';
import { count } from '../../../design/numbers.js';

const PAGE = 200;

/** The first rows, and a way to the next ones. */
export function useMoreRows<Row>(rows: readonly Row[]): { readonly shown: readonly Row[]; readonly more: preact.JSX.Element | null } {
  const [limit, setLimit] = useState(PAGE);
  const more = rows.length <= limit ? null : (
    <p>
      <button type="button" onClick={() => setLimit(limit + PAGE)}>Show {count(Math.min(PAGE, rows.length - limit))} more</button>{' '}
      <span class="quiet small">{count(limit)} of {count(rows.length)} rows, in this order</span>
    </p>
  );
  return { shown: rows.slice(0, limit), more };
}
