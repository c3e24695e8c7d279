/** The numbers of each author side by side, and those of the network. */
import { columnsOf, countWhere, double, wholeSum } from '../sql.js';
import { TABLES } from '../tables.js';
import type { Workspace } from '../workspace.js';

const FROM_OTHER_TABLES: ReadonlySet<string> = new Set(['author', 'degree', 'strength', 'component', 'component_size', 'pagerank', 'core_number', 'triangles', 'clustering', 'label']);
const FROM_BIBLIOMETRICS = Object.keys(TABLES.author_metrics.columns).filter((name) => !FROM_OTHER_TABLES.has(name));

/** `author_metrics`. */
export async function makeAuthorMetrics(work: Workspace): Promise<void> {
  const joined = (name: string): string => `JOIN ${work.from(name)} AS ${name} ON ${name}.author = degrees.author`;
  // Doubles before they are multiplied: a degree of billions squared is beyond 64 bits.
  const clustering = `CASE WHEN degrees.degree < 2 THEN ${double(0)} ELSE ${double(2)} * coalesce(triangles.triangles, 0) / (CAST(degrees.degree AS DOUBLE) * (degrees.degree - 1)) END`;
  await work.make(
    'author_metrics',
    `SELECT degrees.author, degrees.degree, degrees.strength, components.component, components.component_size, pageranks.pagerank, cores.core_number, ` +
      `coalesce(triangles.triangles, 0) AS triangles, ${clustering} AS clustering, labels.label, ${columnsOf('bibliometrics', FROM_BIBLIOMETRICS)} ` +
      `FROM ${work.from('degrees')} AS degrees ${['components', 'pageranks', 'cores', 'labels', 'bibliometrics'].map(joined).join(' ')} LEFT ${joined('triangles')} ORDER BY degrees.author`,
  );
}

/** `network`. @param hyperAuthored papers that only maxAuthors leaves out */
export async function makeNetwork(work: Workspace, hyperAuthored: number): Promise<void> {
  const papers = `SELECT count(*) AS papers, ${countWhere('is_kept')} AS kept_papers, ${countWhere('is_kept AND NOT author_list_complete')} AS incomplete_author_lists, coalesce(${wholeSum('author_count')}, 0) AS authorships FROM ${work.from('papers')} AS papers`;
  const nodes = `SELECT count(*) AS nodes, ${countWhere('component = author')} AS components, coalesce(max(component_size), 0) AS largest_component, coalesce(${wholeSum('triangles')}, 0) AS corners FROM ${work.from('author_metrics')} AS metrics`;
  await work.make(
    'network',
    `SELECT papers.papers, papers.kept_papers, CAST(${hyperAuthored} AS BIGINT) AS hyper_authored_excluded, papers.incomplete_author_lists, CAST(${work.rowsOf('authors')} AS BIGINT) AS authors, nodes.nodes, ` +
      `papers.authorships, CAST(${work.rowsOf('pairs')} AS BIGINT) AS pairs, nodes.components, nodes.largest_component, CAST(nodes.corners / 3 AS BIGINT) AS triangles FROM (${papers}) AS papers CROSS JOIN (${nodes}) AS nodes`,
  );
}
