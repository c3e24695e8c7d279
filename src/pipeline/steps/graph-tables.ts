/** Names of the tables of a graph: those that stay, and where one component alone is asked for, those that it is taken from. */

export interface GraphTables {
  readonly papers: string;
  readonly listed: string;
  readonly pairs: string;
  readonly degrees: string;
  readonly components: string;
}

export const GRAPH: GraphTables = { papers: 'papers', listed: 'listed', pairs: 'pairs', degrees: 'degrees', components: 'components' };

export const OF_ALL_COMPONENTS: GraphTables = {
  papers: 'papers_of_all', listed: 'listed_of_all', pairs: 'pairs_of_all', degrees: 'degrees_of_all', components: 'components_of_all',
};
