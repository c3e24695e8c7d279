/** Clients as a public server has them: most look somebody up, some ask for what takes long, some talk nonsense, some leave early. */
export interface Known {
  /** Public id and name of authors of the first corpus, which no import takes away. */
  readonly authors: ReadonlyArray<{ readonly id: string; readonly displayName: string }>;
}

interface Reply {
  readonly status: number;
  readonly body: { readonly data?: Record<string, never> | null; readonly errors?: ReadonlyArray<{ message: string; extensions?: { code?: string } }>; readonly extensions?: { snapshot?: string } };
}

/** A client's view of the whole: counts by kind of question and outcome, and what must not be. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly wrongs: string[] = [];
  readonly latencies: number[] = [];
  /** Papers that answers of one snapshot counted: one number each, or answers were mixed. */
  readonly papersOf = new Map<string, Set<number>>();

  count(kind: string, outcome: string): void {
    const key = `${kind}: ${outcome}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  wrong(sentence: string): void {
    if (this.wrongs.length < 50) this.wrongs.push(sentence);
  }
}

const LOOK_UP = 'query ($id: ID!) { corpus { paperCount snapshot { id } } papers(first: 0) { totalCount } author(id: $id) { displayName collaborators(first: 20) { totalCount edges { paperCount node { displayName } } } } }';
const SEARCH = 'query ($text: String!) { search(query: $text, first: 5) { nodes { __typename } } }';
const LIST = 'query ($year: Int!) { papers(first: 50, where: { year: { gte: $year } }, orderBy: [{ field: YEAR, direction: DESC }]) { totalCount nodes { title authorships { nodes { rawName author { displayName } } } } } }';
const PICTURE = 'query ($id: ID!) { network(scope: { ego: { author: $id, radius: 2 } }, maxNodes: 150) { nodes { x y author { displayName } } edges { strength } } }';
const HEAVY = 'query ($id: ID!, $from: Int!, $damping: String!) { author(id: $id) { closeness: metric(id: CLOSENESS, graph: { years: { from: $from }, counting: FRACTIONAL }) { value snapshotId } pagerank: metric(id: PAGERANK, parameters: [{ name: "damping", value: $damping }], graph: { years: { from: $from } }) { value } } }';
const NONSENSE = ['{ author(id: 7e999) { x } }', 'query {', '{ authors(first: 100000) { nodes { id } } }', '{ '.repeat(400), 'subscription { x }', '{ papers(after: "zzz") { totalCount } }'];

export class Clients {
  readonly tally = new Tally();
  #isStopped = false;
  #loops: Promise<void>[] = [];

  /** @param isExcused whether the server is being killed or ended just now: then no answer is wrong */
  constructor(
    readonly url: () => string,
    readonly known: Known,
    readonly random: () => number,
    readonly isExcused: () => boolean,
  ) {}

  start(count: number): void {
    this.#loops = Array.from({ length: count }, () => this.#loop());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#loops);
  }

  /** @throws TypeError where there is no connection, an AbortError where `signal` ended it */
  async ask(query: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<Reply> {
    const response = await fetch(`${this.url()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
      ...(signal ? { signal } : {}),
    });
    return { status: response.status, body: (await response.json()) as Reply['body'] };
  }

  #author(): Known['authors'][number] {
    return this.known.authors[Math.floor(this.random() * this.known.authors.length)];
  }

  async #loop(): Promise<void> {
    while (!this.#isStopped) {
      const dice = this.random();
      const kind = dice < 0.6 ? 'look-up' : dice < 0.7 ? 'search' : dice < 0.8 ? 'list' : dice < 0.85 ? 'picture' : dice < 0.9 ? 'heavy' : dice < 0.93 ? 'nonsense' : dice < 0.96 ? 'leaves' : dice < 0.98 ? 'export' : 'page';
      await this.#one(kind);
      // Somebody reads the answer; and a server that is gone must not be asked a thousand times a second.
      await new Promise((resolve) => setTimeout(resolve, 5 + this.random() * 20));
    }
  }

  async #one(kind: string): Promise<void> {
    const wasExcused = this.isExcused();
    try {
      await this.#question(kind);
    } catch (error) {
      const isExcused = wasExcused || this.isExcused() || (kind === 'leaves' && ['AbortError', 'TimeoutError'].includes((error as Error).name));
      this.tally.count(kind, isExcused ? 'no answer, expected' : 'no answer');
      if (!isExcused) this.tally.wrong(`${kind} got no answer: ${String((error as Error).cause ?? error)}`);
    }
  }

  async #question(kind: string): Promise<void> {
    const author = this.#author();
    const from = 1990 + Math.floor(this.random() * 30);
    switch (kind) {
      case 'look-up':
        return this.#lookUp(author);
      case 'search':
        return this.#told(kind, await this.ask(SEARCH, { text: author.displayName.slice(0, 4) }));
      case 'list':
        return this.#told(kind, await this.ask(LIST, { year: from }));
      case 'picture':
        return this.#told(kind, await this.ask(PICTURE, { id: author.id }));
      case 'heavy':
        return this.#told(kind, await this.ask(HEAVY, { id: author.id, from, damping: (0.5 + Math.floor(this.random() * 40) / 100).toFixed(2) }));
      case 'nonsense':
        return this.#told(kind, await this.ask(NONSENSE[Math.floor(this.random() * NONSENSE.length)], {}));
      case 'leaves':
        return this.#told(kind, await this.ask(HEAVY, { id: author.id, from, damping: '0.77' }, AbortSignal.timeout(Math.floor(this.random() * 30))));
      case 'export':
        return this.#fetched(kind, `/export/network.csv?author=${author.id}&radius=1`);
      default:
        return this.#fetched(kind, ['/', '/health', `/author/${author.id}`][Math.floor(this.random() * 3)], { accept: 'text/html' });
    }
  }

  async #lookUp({ id, displayName }: Known['authors'][number]): Promise<void> {
    const startedAt = performance.now();
    const reply = await this.ask(LOOK_UP, { id });
    this.tally.latencies.push(performance.now() - startedAt);
    this.#told('look-up', reply);
    const data = reply.body.data as { author: { displayName: string } | null; papers: { totalCount: number }; corpus: { paperCount: number; snapshot: { id: string } } } | null | undefined;
    if (!data) return;
    const { paperCount, snapshot: { id: snapshot } } = data.corpus;
    if (data.author?.displayName !== displayName) this.tally.wrong(`${id} was ${displayName} and is ${data.author?.displayName ?? 'nobody'}`);
    if (snapshot !== reply.body.extensions?.snapshot || paperCount !== data.papers.totalCount) this.tally.wrong(`an answer is of ${snapshot} and of ${reply.body.extensions?.snapshot}, of ${paperCount} papers and of ${data.papers.totalCount}`);
    this.tally.papersOf.set(snapshot, (this.tally.papersOf.get(snapshot) ?? new Set()).add(data.papers.totalCount));
  }

  #told(kind: string, { status, body }: Reply): void {
    const codes = [...new Set((body.errors ?? []).map(({ extensions }) => extensions?.code ?? 'none'))].join(' ');
    this.tally.count(kind, `${status} ${codes}`.trim());
    if (status >= 500 || codes.includes('INTERNAL')) this.tally.wrong(`${kind} got ${status}: ${JSON.stringify(body.errors).slice(0, 300)}`);
  }

  async #fetched(kind: string, address: string, headers: Record<string, string> = {}): Promise<void> {
    const response = await fetch(`${this.url()}${address}`, { headers });
    const text = await response.text();
    // What an export needs is still being computed, as the API says it with 200: a file can't be sent beside that word.
    const isComputing = response.status === 503 && response.headers.has('retry-after') && text.includes('"code":"METRIC_COMPUTING"');
    this.tally.count(kind, isComputing ? '503 METRIC_COMPUTING' : String(response.status));
    if (response.status >= 500 && !isComputing) this.tally.wrong(`${address} got ${response.status}: ${text.slice(0, 300)}`);
  }
}
