/**
 * The largest component alone (graph/projection.ts): its authors are the nodes, and papers without any of them are not
 * kept. Lists, pairs and degrees are cut out, since whoever collaborates with one of them is one of them.
 */
import { columnsOf } from '../sql.js';
import { TABLES } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { GRAPH, OF_ALL_COMPONENTS } from './graph-tables.js';

const FACTS_OF_PAPER = Object.keys(TABLES.papers.columns).filter((name) => name !== 'is_kept');

/** The tables of GRAPH from those of OF_ALL_COMPONENTS. Of components of equal size that of the first author is taken. */
export async function narrowToGiant(work: Workspace): Promise<void> {
  const { papers, listed, pairs, degrees, components } = OF_ALL_COMPONENTS;
  const largest = await work.ask('largest component', `SELECT component FROM ${work.from(components)} AS nodes WHERE component = author ORDER BY component_size DESC, component LIMIT 1`);
  await work.make(GRAPH.components, `SELECT author, component, component_size FROM ${work.from(components)} AS nodes WHERE component = ${Number(largest?.component ?? -1)}`);
  const inside = (table: string, author: string): string => `FROM ${work.from(table)} AS own JOIN ${work.from(GRAPH.components)} AS inside ON inside.author = own.${author}`;
  await work.make(
    GRAPH.papers,
    `SELECT ${columnsOf('papers', FACTS_OF_PAPER)}, papers.is_kept AND kept.paper IS NOT NULL AS is_kept FROM ${work.from(papers)} AS papers ` +
      `LEFT JOIN (SELECT DISTINCT own.paper ${inside(listed, 'author')}) AS kept ON kept.paper = papers.paper ORDER BY papers.paper`,
  );
  await work.make(GRAPH.listed, `SELECT own.* ${inside(listed, 'author')}`);
  await work.make(GRAPH.pairs, `SELECT own.* ${inside(pairs, 'a')} ORDER BY own.a, own.b`);
  await work.make(GRAPH.degrees, `SELECT own.* ${inside(degrees, 'author')}`);
  for (const table of Object.values(OF_ALL_COMPONENTS)) work.drop(table);
}
