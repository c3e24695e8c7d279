import { existsSync } from 'node:fs';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { pino } from 'pino';
import { createEngine } from '../src/graphql/apollo.js';
import { RequestContext } from '../src/graphql/context.js';
import { resolvers } from '../src/graphql/resolvers/index.js';
import { schemaText } from '../src/graphql/schema.js';
import { importFiles } from '../src/snapshot/import.js';
import { openProvider } from '../src/snapshot/provider.js';
import { syntheticPapers } from '../src/synthetic/papers.js';
import { writeRecords } from './helpers/served-corpus.js';
import { mostConnected, questionsAbout } from './bench/serving-questions.js';
const dataDir = '/tmp/fast/data';
if (!existsSync(dataDir)) await importFiles([writeRecords('/tmp/fast/records.jsonl', syntheticPapers({ papers: 5000 }))], { dataDir, threads: 1 });
const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
const lease = provider.acquire()!;
const { id } = mostConnected(new RequestContext(lease));
const logger = pino({ level: 'silent' });
const plain = new ApolloServer<RequestContext>({ typeDefs: schemaText(), resolvers }); await plain.start();
const slow = await createEngine({ logger, introspection: true, remembers: false });
const fast = await createEngine({ logger, introspection: true });
const which = (process.argv[2] ?? 'plain,slow,fast').split(',');
const engines = { plain, slow, fast } as Record<string, ApolloServer<RequestContext>>;
const rounds = Number(process.argv[4] ?? 5); const n = Number(process.argv[5] ?? 300);
for (const { name, query, variables } of questionsAbout(id)) {
  if (process.argv[3] && process.argv[3] !== name) continue;
  const body = { query, variables };
  const ask = async (e: ApolloServer<RequestContext>) => {
    const c = new RequestContext(provider.acquire());
    const a = await e.executeHTTPGraphQLRequest({ httpGraphQLRequest: { method: 'POST', headers: new HeaderMap([['content-type', 'application/json'], ['accept', 'application/json']]), search: '', body }, context: async () => c });
    c.release();
    return (a.body as { string: string }).string;
  };
  const seen: Record<string, number[]> = {};
  for (let r = 0; r <= rounds; r++) for (const w of which) {
    const before = process.cpuUsage();
    for (let i = 0; i < n; i++) await ask(engines[w]);
    const d = process.cpuUsage(before);
    if (r > 0) (seen[w] ??= []).push((d.user + d.system) / n);
  }
  console.log(name, Object.fromEntries(Object.entries(seen).map(([k, v]) => [k, v.toSorted((a, b) => a - b).map((x) => Math.round(x)).join(' ')])));
}
await provider.close();
await Promise.all(Object.values(engines).map((e) => e.stop()));
