import type { ExampleGroup } from './example.js';
import { FIGURES } from './figures.js';
import { HOLDINGS } from './holdings.js';
import { NETWORKS } from './networks.js';
import { PAPERS } from './papers.js';
import { PEOPLE } from './people.js';

/** The menu of examples, in its order. Together they touch every root field of the schema, which a test holds. */
export const EXAMPLES: readonly ExampleGroup[] = [PEOPLE, NETWORKS, PAPERS, FIGURES, HOLDINGS];
