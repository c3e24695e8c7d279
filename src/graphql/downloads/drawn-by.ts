/** The columns that a drawing is sized and coloured by. */
import { idInWords } from '../../metrics/parameter-words.js';
import { resolveParameters } from '../../metrics/parameters.js';
import { METRICS } from '../../metrics/registry.js';
import { columnName } from './column.js';
import type { AskedMetric } from './network-question.js';

/** Columns that circles can be sized or coloured by without being metrics, by every name that they go by. */
const FACT_COLUMNS: Readonly<Record<string, string>> = {
  papers: 'papers', collaborators: 'collaborators', citations: 'citations', community: 'community', component: 'component',
  year: 'first_year', first_year: 'first_year', last_year: 'last_year', field: 'top_field', top_field: 'top_field', distance: 'distance',
};

/** A column to draw by: a fact, or a metric, which is then asked for. Null for none. */
export interface DrawnBy {
  readonly column: string | null;
  readonly metric: AskedMetric | null;
}

/**
 * What `sizeBy` or `colourBy` mean; undefined where nothing of that name can be drawn by.
 * @param asked metrics asked for, whose parameters then count
 */
export function drawnBy(text: string, asked: readonly AskedMetric[]): DrawnBy | undefined {
  const word = idInWords(text).toLowerCase();
  if (word === 'none') return { column: null, metric: null };
  const fact = Object.hasOwn(FACT_COLUMNS, word) ? FACT_COLUMNS[word] : undefined;
  const known = asked.find(({ metric }) => metric.id.toLowerCase() === word && metric.scope === 'AUTHOR');
  if (known !== undefined) return { column: columnName(known), metric: null };
  if (fact !== undefined) return { column: fact, metric: null };
  const metric = METRICS.find(({ id, scope }) => id.toLowerCase() === word && scope === 'AUTHOR');
  if (metric === undefined) return undefined;
  const added = { metric, parameters: resolveParameters(metric, {}) };
  return { column: columnName(added), metric: added };
}

/** Names for what can be drawn by that is no metric. */
export const DRAWN_BY_FACTS = [...new Set(Object.values(FACT_COLUMNS))];
