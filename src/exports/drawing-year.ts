/** A drawing as it was at the end of a year: who and what came later is left out, everything else stays where it is. */
import { ExportError } from './format.js';
import type { Column, ExportedEdge, ExportedNetwork, ExportedNode } from './network.js';

/** Edge column that such a drawing needs: share of the joint papers until the year; 0 for what is not yet there. */
export const SHARE_UNTIL = 'share_until';
const FIRST_YEAR = 'first_year';

export interface YearView {
  readonly isNodeThere: (node: ExportedNode) => boolean;
  /** Strength by the end of the year; 0 for what is not yet there. */
  readonly strengthOf: (edge: ExportedEdge) => number;
}

const ALL_YEARS: YearView = { isNodeThere: () => true, strengthOf: ({ strength }) => strength };

function columnAt(columns: readonly Column[], name: string, until: number): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at < 0) throw new ExportError(`A drawing of one year needs the column "${name}", which this network does not have.`, { argument: 'until', value: until, reason: `but the network has no column "${name}" to tell what was there` });
  return at;
}

/** What is there by the end of a year; null means all years. Authors without a known year are always there. @throws ExportError */
export function yearView({ nodeColumns, edgeColumns }: ExportedNetwork, until: number | null): YearView {
  if (until === null) return ALL_YEARS;
  const [first, share] = [columnAt(nodeColumns, FIRST_YEAR, until), columnAt(edgeColumns, SHARE_UNTIL, until)];
  return {
    isNodeThere: ({ values }) => typeof values[first] !== 'number' || values[first] <= until,
    strengthOf: ({ strength, values }) => strength * (typeof values[share] === 'number' ? values[share] : 1),
  };
}

/** What a drawing of one year leaves out, for its caption. */
export function yearWords(until: number, later: { readonly nodes: number; readonly edges: number }): string {
  const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
  return `Shown as of the end of ${until}: ${counted(later.nodes, 'author')} and ${counted(later.edges, 'collaboration')} that came later are left out, and widths are of the joint papers until then`;
}
