/** One round of h-indices: who has too few neighbours of their number or more, and whom that may bring down next. */
import { columnsOf, countWhere } from '../sql.js';
import type { ChangingColumn, Looking } from './changing-column.js';

/** What rounds read. */
export interface Surroundings {
  /** In FROM: node, other, both ways. */
  readonly edges: string;
  /** Rows of `edges`. */
  readonly size: number;
  /** Where `edges` are a part of all. */
  readonly part: {
    /** In FROM: author and `support`, neighbours beyond the part, who all have the author's number or more and keep it. */
    readonly supports: string;
    /** Whoever falls to this number is left there. */
    readonly floor: number;
  } | null;
}

/**
 * Of those looked at (author, core, and `support` in a part), who falls: author, core_before, core, neighbours. In a part
 * whoever has no neighbour there is passed over: rounds around it see to them.
 */
export function fallen(cores: ChangingColumn, looking: Looking, { edges, part }: Surroundings): string {
  const own = part === null ? ['author', 'core'] : ['author', 'core', 'support'];
  const near = `SELECT ${looking.hint} ${columnsOf('looking', own)}, edges.other FROM (${looking.query}) AS looking JOIN ${edges} AS edges ON edges.node = looking.author`;
  const levels =
    `SELECT ${cores.handingEverybody('others', looking.areMany)} ${columnsOf('near', own)}, least(others.core, near.core) AS level, count(*) AS neighbours FROM (${near}) AS near ` +
    `JOIN ${cores.now} AS others ON others.author = near.other GROUP BY ${columnsOf('near', own)}, least(others.core, near.core)`;
  const reached = `SELECT ${own.join(', ')}, level, CAST(sum(neighbours) OVER (PARTITION BY author ORDER BY level DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS at_least FROM (${levels}) AS levels`;
  const [reaches, neighbours] =
    part === null ? ['max(least(level, at_least))', 'max(at_least)'] : [`greatest(max(least(level, at_least + support)), least(core, support), ${part.floor})`, 'max(at_least) + support'];
  return `SELECT author, core AS core_before, ${reaches} AS core, ${neighbours} AS neighbours FROM (${reached}) AS reached GROUP BY ${own.join(', ')} HAVING ${reaches} < core`;
}

/** Whom the last round may bring down: they have lost a neighbour who stood at their number or above, and has fallen below it. */
export function unsupported(cores: ChangingColumn, { edges, part }: Surroundings): Promise<Looking> {
  const near = `SELECT ${cores.handingFew('falls', cores.noted)} edges.other, falls.core, falls.core_before FROM ${cores.lastNotes} AS falls JOIN ${edges} AS edges ON edges.node = falls.author`;
  const [support, supports] = part === null ? ['', ''] : [', supports.support', ` JOIN ${part.supports} AS supports ON supports.author = own.author`];
  // Counted after the joins: as a condition of them, an engine may compare all who fell with all others first.
  return cores.lookAt(
    `SELECT ${cores.handingFew('near', cores.neighbours) || cores.handingEverybody('own', cores.hasNotedMany)} own.author, own.core${support} FROM (${near}) AS near JOIN ${cores.now} AS own ON own.author = near.other${supports} ` +
      `GROUP BY own.author, own.core${support} HAVING ${countWhere('near.core < own.core AND near.core_before >= own.core')} > 0`,
  );
}
