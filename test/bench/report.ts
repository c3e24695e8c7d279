/** What the benchmark says: a table per graph, and what was left out and why. */
import type { RaceResult } from './race.js';

/** `12.3 ms`, `1.23 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds < 1) return `${(seconds * 1000).toPrecision(3)} ms`;
  return seconds < 120 ? `${seconds.toPrecision(3)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function ratio(value: number): string {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(2)}×`;
}

const quality = (modularity: number | null): string => (modularity === null ? '' : ` Q=${modularity.toFixed(4)}`);

/** A modularity lower by less than this is the luck of a seed. */
export const MODULARITY_SLACK = 0.001;

/** The smallest ratio of the peers, with their name; says so where ours is faster with communities that are worse. */
function verdict({ ours, peers }: RaceResult): string {
  const [fastest] = peers.toSorted((a, b) => a.median - b.median);
  if (ours === null || fastest === undefined) return '-';
  const isWorse = ours.modularity !== null && fastest.modularity !== null && ours.modularity < fastest.modularity - MODULARITY_SLACK;
  return `${ratio(fastest.ratio)} ${fastest.tool}${isWorse ? ', but our modularity is worse' : ''}`;
}

/** Lines of a table: a row per metric, a column per tool, theirs / ours in brackets. */
export function raceTable(results: readonly RaceResult[]): string[] {
  const tools = [...new Set(results.flatMap(({ peers }) => peers.map(({ tool }) => tool)))].toSorted();
  const head = ['metric', 'ours', 'ours, cold', ...tools, 'fastest peer / ours'];
  const rows = results
    .filter(({ ours }) => ours !== null)
    .map((result) => {
      const { metric, ours, peers } = result;
      const cells = tools.map((tool) => {
        const peer = peers.find((candidate) => candidate.tool === tool);
        return peer === undefined ? '' : `${formatSeconds(peer.median)} (${ratio(peer.ratio)})${quality(peer.modularity)}`;
      });
      return [metric, `${formatSeconds(ours?.median ?? NaN)}${quality(ours?.modularity ?? null)}`, formatSeconds(ours?.cold ?? NaN), ...cells, verdict(result)];
    });
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
}
