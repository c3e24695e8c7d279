/** What examples can be about: asked of the API in a few small questions, none of which may fail the rest. */
import { literal } from './example.js';

/** Asks the API; null where it has no answer. */
export type Ask = (query: string) => Promise<unknown>;

export interface Person {
  readonly id: string;
  readonly displayName: string;
}

export interface CorpusFacts {
  /** The state of the corpus that the facts are of. */
  readonly snapshotId: string;
  /** The author with most collaborators; null in a corpus without authors. */
  readonly hub: Person | null;
  /** Who has most papers with the hub; null where the hub always writes alone. */
  readonly partner: Person | null;
  /** Two people far from each other, up to three steps from the hub's surroundings; the hub twice where nobody is around. */
  readonly far: { readonly from: Person; readonly to: Person } | null;
  /** A full name that one author alone bears; null where none of the best connected has such a name. */
  readonly soleName: string | null;
  readonly paper: Titled | null;
  /** A paper whose records disagree or describe several versions; null where the first papers have none. */
  readonly disputed: Titled | null;
  /** First and last year of publication; null where no paper's is known. */
  readonly years: { readonly first: number; readonly last: number } | null;
  /** The most frequent venue, field and type; null where none is known. */
  readonly venue: string | null;
  readonly field: string | null;
  readonly type: string | null;
  /** The most frequent kind of import problem; null where there was none. */
  readonly problemKind: string | null;
  /** Small enough for distances between all pairs to be an example. */
  readonly allPairsAreQuick: boolean;
}

interface Titled {
  readonly id: string;
  readonly title: string;
}

interface Groups {
  readonly groups: ReadonlyArray<{ readonly key: string }>;
}

interface Overview {
  readonly corpus: {
    readonly snapshot: { readonly id: string };
    readonly authorCount: number;
    readonly collaborationCount: number | null;
    readonly types: Groups;
    readonly venues: Groups;
    readonly fields: Groups;
    readonly problemKinds: ReadonlyArray<{ readonly key: string }>;
  };
  readonly authors: { readonly nodes: ReadonlyArray<Person & { readonly collaborators: { readonly nodes: readonly Person[] } }> };
  readonly cited: { readonly nodes: readonly Titled[] };
  readonly recent: { readonly nodes: ReadonlyArray<Titled & { readonly conflicts: readonly unknown[]; readonly versions: readonly unknown[] }> };
  readonly oldest: { readonly nodes: ReadonlyArray<{ readonly publicationYear: number }> };
  readonly newest: { readonly nodes: ReadonlyArray<{ readonly publicationYear: number }> };
}

interface Surroundings {
  readonly network: { readonly nodes: ReadonlyArray<{ readonly author: Person; readonly distance: number }> };
}

/** All pairs of authors times edges: beyond this, distances between all pairs take longer than an example may. */
const ALL_PAIRS_BUDGET = 1e9;

export const OVERVIEW_QUERY = `
  query Overview {
    corpus {
      snapshot { id } authorCount collaborationCount
      types { groups { key } } venues(limit: 1) { groups { key } } fields(limit: 1) { groups { key } } problemKinds { key }
    }
    authors(orderBy: [{ metric: DEGREE }, { field: PAPER_COUNT }], first: 5) { nodes { id displayName collaborators(first: 1) { nodes { id displayName } } } }
    cited: papers(first: 1, orderBy: [{ field: CITED_BY_COUNT }]) { nodes { id title } }
    recent: papers(first: 50) { nodes { id title conflicts { field } versions { stage } } }
    oldest: papers(first: 1, where: { year: { isNull: false } }, orderBy: [{ field: YEAR, direction: ASC }]) { nodes { publicationYear } }
    newest: papers(first: 1, where: { year: { isNull: false } }, orderBy: [{ field: YEAR }]) { nodes { publicationYear } }
  }`;

export const surroundingsQuery = (author: string): string => `
  query Surroundings {
    network(scope: { ego: { author: ${literal(author)}, radius: 3 } }, layout: { iterations: 1 }, maxNodes: 200, maxEdges: 1) {
      nodes { distance author { id displayName } }
    }
  }`;

export const namesQuery = (names: readonly string[]): string => `
  query Names {
${names.map((name, i) => `    n${i}: author(name: ${literal(name)}) { id }`).join('\n')}
  }`;

/** Somebody at the largest distance from `person`, up to three steps; `person` where nobody is around. */
async function farthestFrom(ask: Ask, person: Person): Promise<Person> {
  const answer = (await ask(surroundingsQuery(person.id))) as Surroundings;
  return answer.network.nodes.reduce((far, node) => (node.distance > far.distance ? node : far)).author;
}

/** The first of these names by which the API finds one author alone. */
async function soleNameOf(ask: Ask, people: readonly Person[]): Promise<string | null> {
  if (people.length === 0) return null;
  try {
    const found = (await ask(namesQuery(people.map(({ displayName }) => displayName)))) as Readonly<Record<string, { readonly id: string } | null>>;
    return people.find(({ id }, i) => found[`n${i}`]?.id === id)?.displayName ?? null;
  } catch {
    return null; // nobody of these has a name of their own
  }
}

/**
 * What the corpus behind `ask` offers as examples.
 * @param ask resolves to the data, also where single fields failed
 * @throws whatever `ask` throws at the first question
 */
export async function findFacts(ask: Ask): Promise<CorpusFacts> {
  const { corpus, authors, cited, recent, oldest, newest } = (await ask(OVERVIEW_QUERY)) as Overview;
  const [hub] = authors.nodes;
  const [from, soleName] = await Promise.all([hub === undefined ? null : farthestFrom(ask, hub), soleNameOf(ask, authors.nodes)]);
  const to = from === null ? null : await farthestFrom(ask, from);
  const [first, last] = [oldest.nodes[0]?.publicationYear, newest.nodes[0]?.publicationYear];
  return {
    snapshotId: corpus.snapshot.id,
    hub: hub === undefined ? null : { id: hub.id, displayName: hub.displayName },
    partner: hub?.collaborators.nodes[0] ?? null,
    far: from === null || to === null ? null : { from, to },
    soleName,
    paper: cited.nodes[0] ?? null,
    disputed: recent.nodes.find(({ conflicts, versions }) => conflicts.length > 0 || versions.length > 1) ?? null,
    years: first === undefined || last === undefined ? null : { first, last },
    venue: corpus.venues.groups[0]?.key ?? null,
    field: corpus.fields.groups[0]?.key ?? null,
    type: corpus.types.groups[0]?.key ?? null,
    problemKind: corpus.problemKinds[0]?.key ?? null,
    allPairsAreQuick: corpus.collaborationCount !== null && corpus.authorCount * corpus.collaborationCount <= ALL_PAIRS_BUDGET,
  };
}
