/** How much a `where` asks for, counted before anything of it is looked up. */
import { badUserInput } from '../errors.js';
import { MAX_CONDITIONS, MAX_LISTED_VALUES, MAX_TEXT_CONDITIONS } from '../limits.js';

export interface FilterExtent {
  /** Conditions on all levels; an empty filter among others counts as one. */
  readonly conditions: number;
  /** Conditions that search papers' texts. */
  readonly searches: number;
  /** Conditions that search people's names. */
  readonly names: number;
  /** Parts of names to look for in all names of a vocabulary. */
  readonly contains: number;
  /** Conditions on distances, for each of which the graph is walked. */
  readonly walks: number;
  /** Values in the longest list of ids or names. */
  readonly listed: number;
}

const COMBINING: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The extent of a filter on papers, authors or collaborators, checked or not. Not recursive: the sender chooses the depth. O(filter). */
export function extentOf(where: unknown): FilterExtent {
  let [conditions, searches, names, contains, walks, listed] = [0, 0, 0, 0, 0, 0];
  const open: unknown[] = [where];
  for (let filter = open.pop(); filter !== undefined; filter = open.pop()) {
    const before = conditions;
    const own = Object.entries(isObject(filter) ? filter : {}).filter(([, value]) => value !== null && value !== undefined);
    for (const [name, value] of own) {
      // A collaborator's `author` is a filter, a paper's is an id.
      const inner = COMBINING.has(name) || (name === 'author' && isObject(value)) ? listOf(value) : null;
      if (inner) {
        for (const each of inner) open.push(each ?? {});
        conditions += inner.length;
        continue;
      }
      conditions += name === 'metric' ? listOf(value).length : 1;
      if (name === 'search') searches += 1;
      if (name === 'name') names += 1;
      if (name === 'distance') walks += 1;
      const lists = isObject(value) ? [value['in'], value['notIn']] : [value];
      for (const list of lists) if (Array.isArray(list)) listed = Math.max(listed, list.length);
      if (isObject(value) && typeof value['contains'] === 'string') contains += 1;
    }
    // What combines counts where it stands for something: a filter of conditions is no condition more.
    if (filter !== where && conditions > before) conditions -= 1;
  }
  return { conditions, searches, names, contains, walks, listed };
}

/** @throws GraphQLError BAD_USER_INPUT naming what there is too much of, and how much is taken */
export function requireModestFilter(where: unknown, argument = 'where'): void {
  const { conditions, searches, names, listed } = extentOf(where);
  const refuse = (count: number, what: string, limit: number) => {
    if (count > limit) throw badUserInput(argument, `${count} ${what}`, `but at most ${limit} are taken: ask in several requests`);
  };
  refuse(conditions, 'conditions', MAX_CONDITIONS);
  refuse(searches + names, 'conditions on search or name', MAX_TEXT_CONDITIONS);
  refuse(listed, 'values in one list', MAX_LISTED_VALUES);
}
