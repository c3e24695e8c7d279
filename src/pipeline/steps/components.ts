/**
 * Connected components by hooking and pointer jumping (FastSV: Zhang, Azad & Hu 2020, doi:10.1137/1.9781611976137.5):
 * every author points to a smaller one of the component, and pointers grow twice as long each round. Some log n rounds.
 * Ends at a fixed point: there every pointer leads to a root, neighbours have the same root, and a root is the smallest
 * author of the component, since no pointer leads upwards.
 */
import { bothWays, countWhere, handingWhole } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { GRAPH, type GraphTables } from './graph-tables.js';

/** Edges with the same components: all pairs, or where none is dropped, those with the first author of each paper. */
function edges(work: Workspace, { minStrength }: PipelineParameters, { listed, pairs }: GraphTables): string {
  if (minStrength > 0) return work.from(pairs);
  const roots = `SELECT paper, min(author) AS root FROM ${work.from(listed)} AS lists WHERE author_count > 1 GROUP BY paper`;
  return `(SELECT DISTINCT roots.root AS a, lists.author AS b FROM ${work.from(listed)} AS lists JOIN (${roots}) AS roots ON roots.paper = lists.paper WHERE lists.author > roots.root)`;
}

/** `components`: author, component, component_size. @returns rounds */
export async function makeComponents(work: Workspace, parameters: PipelineParameters, tables: GraphTables = GRAPH): Promise<number> {
  await work.make('component_edges', `SELECT a, b FROM ${edges(work, parameters, tables)} AS edges`);
  let before = 'component_pointers_0';
  await work.make(before, `SELECT author, author AS parent, author AS grandparent FROM ${work.from(tables.degrees)} AS nodes`);
  const hint = handingWhole(work.engine.dialect, { others: work.rowsOf(tables.degrees) });
  let rounds = 0;
  for (let changed = 1; changed > 0; ) {
    rounds += 1;
    const pointers = work.from(before);
    const hooked = `component_hooks_${rounds}`;
    const least = `SELECT ${hint} edges.node, min(others.grandparent) AS least FROM ${bothWays(work.from('component_edges'))} AS edges JOIN ${pointers} AS others ON others.author = edges.other GROUP BY edges.node`;
    await work.make(hooked, `SELECT own.author, own.parent, own.grandparent, least(coalesce(near.least, own.author), own.grandparent, own.parent) AS least FROM ${pointers} AS own LEFT JOIN (${least}) AS near ON near.node = own.author`);
    const hooks = work.from(hooked);
    const turned = `component_turned_${rounds}`;
    await work.make(
      turned,
      `SELECT own.author, own.parent AS old_parent, own.grandparent AS old_grandparent, least(own.least, coalesce(hooks.least, own.least)) AS parent FROM ${hooks} AS own ` +
        `LEFT JOIN (SELECT parent, min(least) AS least FROM ${hooks} AS pointing GROUP BY parent) AS hooks ON hooks.parent = own.author`,
    );
    work.drop(hooked);
    const after = `component_pointers_${rounds}`;
    const facts = await work.make(
      after,
      `SELECT own.author, own.parent, above.parent AS grandparent, CASE WHEN own.parent = own.old_parent AND above.parent = own.old_grandparent THEN 0 ELSE 1 END AS has_changed ` +
        `FROM ${work.from(turned)} AS own JOIN ${work.from(turned)} AS above ON above.author = own.parent`,
      { changed: countWhere('has_changed = 1') },
    );
    changed = facts.changed;
    work.drop(turned);
    work.drop(before);
    before = after;
  }
  const pointers = work.from(before);
  await work.make(
    tables.components,
    `SELECT own.author, own.parent AS component, sizes.size AS component_size FROM ${pointers} AS own JOIN (SELECT parent, count(*) AS size FROM ${pointers} AS members GROUP BY parent) AS sizes ON sizes.parent = own.parent`,
  );
  work.drop(before);
  work.drop('component_edges');
  return rounds;
}
