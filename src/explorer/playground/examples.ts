/** Example queries about people of the corpus that is being served. */

/** Asks the API; rejects with a sentence when it answers with errors. */
export type Ask = (query: string) => Promise<unknown>;

export interface Example {
  readonly query: string;
}

export interface Examples {
  /** The state of the corpus that the examples speak of; null when the corpus could not be asked. */
  readonly snapshotId: string | null;
  readonly tabs: Example[];
}

interface Person {
  readonly id: string;
  readonly displayName: string;
}

interface Overview {
  readonly corpus: {
    readonly snapshot: { readonly id: string };
    readonly authorCount: number;
    readonly collaborationCount: number | null;
  };
  readonly authors: { readonly nodes: readonly Person[] };
}

interface Surroundings {
  readonly network: { readonly nodes: ReadonlyArray<{ readonly author: Person; readonly distance: number }> };
}

/** All pairs of authors times edges: beyond this, distances between all pairs take longer than an example may. */
const ALL_PAIRS_BUDGET = 1e9;

export const OVERVIEW_QUERY = `
  query Overview {
    corpus { snapshot { id } authorCount collaborationCount }
    authors(orderBy: [{ metric: DEGREE }, { field: PAPER_COUNT }], first: 1) { nodes { id displayName } }
  }`;

/** A GraphQL string literal; JSON's escapes are a subset of GraphQL's. */
const literal = (text: string): string => JSON.stringify(text);

/** A name inside a comment: one line, whatever the corpus holds. */
const inComment = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

export const surroundingsQuery = (author: string): string => `
  query Surroundings {
    network(scope: { ego: { author: ${literal(author)}, radius: 3 } }, layout: { iterations: 1 }, maxNodes: 200, maxEdges: 1) {
      nodes { distance author { id displayName } }
    }
  }`;

export const authorExample = (author: Person, withDistances: boolean): string => `# ${inComment(author.displayName)}:
# figures, standing in the network, collaborators.
# Ctrl-Enter runs, Ctrl-Space completes;
# the first button on the left explains every field.
query Author {
  author(id: ${literal(author.id)}) {
    displayName
    nameVariants { name count }
    paperCount
    firstYear
    lastYear
    figures {
      name
      computed
      reported { value unit }
    }
    metrics(ids: [
      DEGREE, STRENGTH, PAGERANK, CORE_NUMBER${withDistances ? '\n      BETWEENNESS, CLOSENESS' : ''}
    ]) {
      metric { title definition }
      value
      normalized
      rank
      percentile
    }
    collaborators(first: 10) {
      totalCount
      edges {
        node { id displayName }
        paperCount
        strength
        firstYear
        lastYear
        papers(first: 3) {
          nodes { title publicationYear }
        }
      }
    }
  }
}
`;

export const pathExample = (from: Person, to: Person): string => `# All shortest ways
# from ${inComment(from.displayName)}
# to ${inComment(to.displayName)},
# with the papers that prove each step.
query Path {
  collaborationPath(
    from: ${literal(from.id)}
    to: ${literal(to.id)}
    first: 5
  ) {
    distance
    pathCount
    paths {
      authors { displayName }
      collaborations {
        source { displayName }
        target { displayName }
        paperCount
        papers(first: 3) {
          nodes { title publicationYear venue doi }
        }
      }
    }
    truncated { reason limit total }
  }
}
`;

export const networkExample = (author: Person): string => `# The network around
# ${inComment(author.displayName)},
# with positions for drawing it.
query Network {
  network(
    scope: { ego: {
      author: ${literal(author.id)}
      radius: 2
    } }
    maxNodes: 100
  ) {
    nodeCount
    edgeCount
    nodes {
      author { id displayName }
      x
      y
      degree
      distance
      community
    }
    edges {
      source
      target
      paperCount
      strength
      firstYear
      lastYear
    }
    truncated { reason limit total }
  }
}
`;

const withoutPeople = (why: string): string => `# ${inComment(why)}
query Corpus {
  corpus {
    snapshot { id builtAt }
    paperCount
    authorCount
    problemKinds { displayName count }
  }
}
`;

/** Somebody at the largest distance from `person`, up to three steps; `person` where nobody is around. */
async function farthestFrom(ask: Ask, person: Person): Promise<Person> {
  const { network } = (await ask(surroundingsQuery(person.id))) as Surroundings;
  return network.nodes.reduce((far, node) => (node.distance > far.distance ? node : far)).author;
}

/**
 * The examples for the corpus behind `ask`: its best connected author, a way between two people far from each other,
 * and the network around that author. A corpus without authors, or one that can't be asked, gets a query that
 * finds out what there is, and says why.
 */
export async function findExamples(ask: Ask): Promise<Examples> {
  try {
    const { corpus, authors } = (await ask(OVERVIEW_QUERY)) as Overview;
    const snapshotId = corpus.snapshot.id;
    const [hub] = authors.nodes;
    if (hub === undefined) return { snapshotId, tabs: [{ query: withoutPeople('This corpus has no authors yet: import a bibliography.') }] };
    const from = await farthestFrom(ask, hub);
    const to = await farthestFrom(ask, from);
    const withDistances = corpus.collaborationCount !== null && corpus.authorCount * corpus.collaborationCount <= ALL_PAIRS_BUDGET;
    const tabs = [authorExample(hub, withDistances), pathExample(from, to), networkExample(hub)];
    return { snapshotId, tabs: tabs.map((query) => ({ query })) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { snapshotId: null, tabs: [{ query: withoutPeople(`The corpus could not be asked for examples: ${why}`) }] };
  }
}
