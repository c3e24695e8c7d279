/**
 * What answering takes beyond the values of the answer: filters and orders, graphs to derive, communities to find, ways to search,
 * pictures to lay out. Counted in values of 2.5 µs each, so that both add up; the factors were measured at 20,000 and
 * 100,000 papers. What is asked for twice is counted once where it is kept.
 */
import { MAX_PUSH_STEPS } from '../metrics/recommendation/personalised-pagerank.js';
import { MAX_STEPS } from '../metrics/recommendation/two-hops.js';
import type { CorpusSize } from './corpus-size.js';
import { MAX_COST, MAX_MAPPED_COMMUNITIES, MAX_MAPPED_LINKS, MAX_NETWORK_EDGES, MAX_NETWORK_NODES } from './limits.js';
import { MAX_PULLING_LINKS } from './reads/community-map.js';
import { extentOf } from './filters/extent.js';
import { longestRoundNs, MAX_ROUNDS_NS, setupNs, suitableRounds } from './reads/layout-rounds.js';

const NS_PER_VALUE = 2_500;
/** Deriving a graph: choosing its papers, then a projection's entries. */
const SELECTION_NS = 30;
const ENTRY_NS = 200;
/** Louvain, all its levels, per author and collaboration. */
const COMMUNITY_NS = 800;
/** Counting what links communities, per edge end and authorship. */
const LINK_NS = 20;
/** Searching ways by cost, per author and collaboration; by steps, per authorship. */
const COSTLY_WAY_NS = 100;
const WAY_NS = 20;
/** Ordering everybody at a distance, of whom at most half are at any one, per author. */
const LEVEL_NS = 200;
/** Looking for people to work with: one step along a collaboration, of counting and of a walk, keeping scores per author; how often a walk takes each step. */
const STEP_NS = 5;
const PUSH_NS = 15;
const CANDIDATE_NS = 10;
const PUSHES = 60;
/** Ordering everybody by their claim to a place in a picture. */
const CLAIM_NS = 1_000;
/** Measuring a picture's quality: with stress, n · (n + m), up to so many nodes; without, n². */
const STRESS_UP_TO = 200;
const STRESS_NS = 350;
const QUALITY_NS = 75;
const QUALITY_UP_TO = 1_000;
/** Searching all papers' texts for a word of every paper, per paper; people's names, per author. */
const SEARCH_NS = 1_800;
const NAME_NS = 200;
/** Looking for a part of a name in a vocabulary, which has fewer names than there are papers. */
const CONTAINS_NS = 50;
/** Holding one paper, or one authorship, to one condition. */
const CONDITION_NS = 20;
/** Sorting by one number, then by each further one; reading names or titles to sort by. */
const ORDER_NS = 400;
const FURTHER_ORDER_NS = 50;
const TEXT_ORDER_NS = 800;
/** No single graph or set of communities counts for more: however large the corpus, it may be asked for alone. */
const MOST_OF_ONE = MAX_COST / 2;

/** Arguments as given, defaults and variables filled in. */
export type Arguments = Readonly<Record<string, unknown>>;

function record(value: unknown): Arguments {
  return typeof value === 'object' && value !== null ? (value as Arguments) : {};
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function isAbove(minStrength: unknown): boolean {
  return (number(minStrength) ?? 0) > 0;
}

/** What arguments are when nothing is meant by them. */
const NEUTRAL: ReadonlySet<unknown> = new Set(['FULL', 'ALL', 'LOUVAIN', 'null', '{}', '[]']);

/** Equal for arguments that mean the same; empty where they mean the defaults. */
function keyOf(input: unknown, defaults: Arguments = {}): string {
  return Object.entries(record(input))
    .map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : (JSON.stringify(value ?? null) ?? 'null')])
    .filter(([name, text]) => !NEUTRAL.has(text) && text !== JSON.stringify(defaults[name]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}=${text}`)
    .join(';');
}

/** What is asked of a picture, and so must be worked out. */
export interface PictureAsked {
  readonly positions: boolean;
  readonly quality: boolean;
  readonly communities: boolean;
  readonly components: boolean;
}

export class Work {
  readonly #items = new Map<string, number>();

  constructor(readonly size: CorpusSize) {}

  /** In values. */
  get total(): number {
    let ns = 0;
    for (const each of this.#items.values()) ns += each;
    return Math.round(ns / NS_PER_VALUE);
  }

  /**
   * A graph that some field takes: the default one is kept with the snapshot, and others count only until they are made.
   * @param needsEdges false where what is asked is read off the graph's papers, so that no projection is made
   */
  graph(input: unknown, needsEdges: boolean): void {
    const key = keyOf(input, { minStrength: 0 });
    if (key === '' || this.size.keepsGraph(input)) return;
    const edges = needsEdges || isAbove(record(input)['minStrength']) ? ENTRY_NS * this.#entries(input) : 0;
    this.#count(`graph ${key}`, SELECTION_NS * (this.size.papers + this.size.authorships) + edges);
  }

  /** Communities: the default ones of the default graph are found once per snapshot, and not counted. */
  communities(input: unknown, { algorithm, seed, resolution }: Arguments): void {
    const key = `${keyOf(input, { minStrength: 0 })} ${keyOf({ algorithm, seed, resolution }, { seed: 1, resolution: 1 })}`;
    if (key !== ' ') this.#count(`communities ${key}`, COMMUNITY_NS * this.#graphSize(input));
  }

  /**
   * A list's filter and order. `root` names the list where it is the whole corpus'; elsewhere lists are short, so that
   * only searches count, which are made once for all of them.
   */
  list(root: string | null, name: string, { where, orderBy, graph }: Arguments): void {
    const { conditions, searches, names, contains, walks } = extentOf(where);
    const { papers, authors, authorships } = this.size;
    const searched = (SEARCH_NS * searches + CONTAINS_NS * contains) * papers + NAME_NS * names * authors + WAY_NS * walks * authorships;
    if (searched > 0) this.#items.set(`filter ${keyOf(graph)} ${JSON.stringify(where)}`, searched);
    if (root === null) return;
    if (conditions > 0) this.#items.set(`conditions ${root} ${name}`, CONDITION_NS * conditions * (root === 'papers' ? papers : authorships));
    const orders = Array.isArray(orderBy) ? orderBy.map(record) : [];
    if (orders.length === 0) return;
    const isText = orders.some(({ field }) => field === 'NAME' || field === 'TITLE');
    const perItem = ORDER_NS + FURTHER_ORDER_NS * (orders.length - 1) + (isText ? TEXT_ORDER_NS : 0);
    this.#count(`order ${root} ${keyOf(graph)} ${JSON.stringify(orderBy)}`, perItem * (root === 'papers' ? papers : authors));
  }

  /**
   * What a field takes for each object that it stands on, in values: nothing for most. It is not kept, so that a list of
   * authors asks for it as often as it has authors.
   */
  ofEach(type: string, field: string, { method, distance }: Arguments): number {
    const { authors, authorships } = this.size;
    const entries = this.#entries({});
    switch (`${type}.${field}`) {
      case 'Author.distances':
        return (WAY_NS * authorships) / NS_PER_VALUE;
      case 'AuthorDistances.authors':
        return number(distance) === 1 ? 0 : (LEVEL_NS * authors) / NS_PER_VALUE;
      case 'Author.suggestedCollaborators': {
        const search = method === 'PERSONALISED_PAGERANK' ? PUSH_NS * Math.min(MAX_PUSH_STEPS, PUSHES * entries) : STEP_NS * Math.min(MAX_STEPS, entries);
        return (search + CANDIDATE_NS * authors) / NS_PER_VALUE;
      }
      default:
        return 0;
    }
  }

  /** Ways between two authors. */
  path(name: string, { graph, distance }: Arguments): void {
    const onEdges = distance === 'INVERSE_STRENGTH' || isAbove(record(graph)['minStrength']);
    this.#count(`path ${name}`, onEdges ? COSTLY_WAY_NS * this.#graphSize(graph) : WAY_NS * this.size.authorships);
  }

  /** Most nodes and edges of a picture, whatever hangs together in it. */
  pictureSize({ scope, maxNodes, maxEdges }: Arguments): { nodes: number; edges: number } {
    const { top, authors } = record(scope);
    const ofScope = Array.isArray(authors) ? authors.length : top === undefined || top === null ? Infinity : (number(record(top)['n']) ?? 100);
    const nodes = Math.max(0, Math.min(number(maxNodes) ?? 500, MAX_NETWORK_NODES, this.size.authors, ofScope));
    const edges = Math.min(number(maxEdges) ?? 20_000, MAX_NETWORK_EDGES, (nodes * (nodes - 1)) / 2, this.size.entries(null, null, null) / 2);
    return { nodes, edges: Math.max(0, edges) };
  }

  /** A picture, which is made anew for each field that asks for one. */
  picture(name: string, given: Arguments, { positions, quality, communities, components }: PictureAsked): void {
    const { scope, layout, graph } = given;
    const { nodes, edges } = this.pictureSize(given);
    let ns = 0;
    if (positions || quality) {
      const perRound = longestRoundNs(nodes, edges);
      const rounds = number(record(layout)['iterations']) ?? suitableRounds(nodes, perRound);
      // More than that is refused once the picture's real size is known.
      ns += setupNs(nodes, edges) + Math.min(MAX_ROUNDS_NS, Math.max(0, rounds) * perRound);
    }
    if (quality && nodes <= QUALITY_UP_TO) ns += nodes <= STRESS_UP_TO ? STRESS_NS * nodes * (nodes + edges) : QUALITY_NS * nodes * nodes;
    if (quality || communities) this.communities(graph, {});
    if (components) ns += WAY_NS * this.size.authorships;
    const { ego, path, community } = record(scope);
    if (community !== undefined && community !== null) this.communities(graph, record(community));
    if (path !== undefined && path !== null) this.path(`of ${name}`, { ...record(path), graph });
    const radius = number(record(ego)['radius']) ?? 1;
    const claims = CLAIM_NS * this.size.authors;
    if (radius > 2 || (community !== undefined && community !== null)) ns += claims;
    // Three steps lead to almost everybody, two to few of many: these may be asked for whatever the corpus.
    else if (radius === 2) ns += Math.min(claims, (MOST_OF_ONE * NS_PER_VALUE) / 2);
    this.#items.set(`picture ${name}`, ns);
  }

  /** A map of communities beyond finding these: its links are counted once, its places found once. Gives the most nodes and links that it shows. */
  communityMap({ graph, maxCommunities, maxLinks, seed }: Arguments): { nodes: number; edges: number } {
    const nodes = Math.max(0, Math.min(number(maxCommunities) ?? 100, MAX_MAPPED_COMMUNITIES, this.size.authors));
    const edges = Math.max(0, Math.min(number(maxLinks) ?? 1_000, MAX_MAPPED_LINKS, (nodes * (nodes - 1)) / 2));
    const pulling = Math.min(MAX_PULLING_LINKS, (nodes * (nodes - 1)) / 2);
    const perRound = longestRoundNs(nodes, pulling);
    const places = setupNs(nodes, pulling) + suitableRounds(nodes, perRound) * perRound;
    this.#count(`community map ${keyOf(graph)} ${nodes} ${String(seed)}`, LINK_NS * (this.#entries(graph) + this.size.authorships) + places);
    return { nodes, edges };
  }

  #entries(input: unknown): number {
    const { maxAuthors, years } = record(input);
    const { from, to } = record(years);
    return this.size.entries(number(maxAuthors), number(from), number(to));
  }

  /** Authors and collaborations of a graph, at most. */
  #graphSize(input: unknown): number {
    return this.size.authors + this.#entries(input) / 2;
  }

  /** What several fields need of one thing counts once, as the most of them need. */
  #count(key: string, ns: number): void {
    this.#items.set(key, Math.max(this.#items.get(key) ?? 0, Math.min(ns, MOST_OF_ONE * NS_PER_VALUE)));
  }
}
