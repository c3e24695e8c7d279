import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parentOf } from '../../src/operations/spans.js';
import { Traces } from '../../src/operations/traces.js';
import { startServer } from '../../src/serving/server.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

interface Received {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

let corpus: ServedCorpus;
let collector: Server;
let endpoint: string;
let status = 200;
const bodies: string[] = [];

beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
  collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
}, 60_000);
afterAll(() => collector.close());

/** The spans that one request leaves. */
async function traced(headers: Record<string, string>, sampled: number, faults: string[] = []): Promise<Received[]> {
  bodies.length = 0;
  const traces = new Traces({ endpoint, sampled, version: '1', onFault: (sentence) => faults.push(sentence) });
  const server = await startServer({ provider: corpus.provider, port: 0, measuring: { onEnd: (request, facts, outcome) => traces.record(request, facts, outcome), exposition: null } });
  try {
    const query = 'query Traced($n: Int) { authors(first: $n) { nodes { id papers(first: 1) { nodes { title } } } } }';
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables: { n: 3 } }) });
    expect(answer.status).toBe(200);
    await answer.text();
  } finally {
    await server.close();
    await traces.close();
  }
  return bodies.flatMap((body) => (JSON.parse(body) as { resourceSpans: Array<{ scopeSpans: Array<{ spans: Received[] }> }> }).resourceSpans[0].scopeSpans[0].spans);
}

function recordOne(traces: Traces): void {
  const request = { headers: {} } as Parameters<Traces['record']>[0];
  traces.record(request, { id: 'a', operation: null, code: null, caller: null, client: null, length: null, spending: null }, { route: '/', method: 'GET', status: 200, milliseconds: 1, bytes: 1, isCut: false });
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('traces', () => {
  it('go on with the trace that a request comes with: request, parsing, validation, execution, reads', async () => {
    const spans = await traced({ traceparent: `00-${TRACE}-b7ad6b7169203331-01` }, 0);
    const [request] = spans;
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331', name: 'POST /graphql' });
    expect(spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['parse', 'validate', 'execute', 'read authors', 'read papers']));
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.slice(1).every(({ parentSpanId }) => parentSpanId !== undefined && ids.has(parentSpanId))).toBe(true);
    expect(spans.every((span) => BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano) && BigInt(span.startTimeUnixNano) >= BigInt(request.startTimeUnixNano))).toBe(true);
    expect(bodies.join('')).not.toMatch(/first: \$n|"n":3/);
  });

  it('are taken of as many requests as is asked, and of none that was decided against before', async () => {
    expect(await traced({}, 0)).toEqual([]);
    expect((await traced({}, 1)).length).toBeGreaterThan(3);
    expect(await traced({ traceparent: `00-${TRACE}-b7ad6b7169203331-00` }, 1)).toEqual([]);
  });

  it('that the collector does not take are told', async () => {
    status = 400;
    const faults: string[] = [];
    const traces = new Traces({ endpoint, sampled: 1, version: '1', onFault: (sentence) => faults.push(sentence) });
    recordOne(traces);
    await traces.close();
    expect(faults).toEqual([`1 spans were lost, since ${endpoint} did not take them`]);
    status = 200;
  });

  it('keep nobody from an answer while no collector is there yet, and go to it once it is', async () => {
    bodies.length = 0;
    const faults: string[] = [];
    const { port } = collector.address() as AddressInfo;
    await new Promise((resolve) => collector.close(resolve));
    expect(await traced({}, 1, faults)).toEqual([]);
    expect(faults).toEqual([expect.stringMatching(/^\d+ spans were lost, since http:\/\/127\.0\.0\.1:\d+\/v1\/traces did not take them$/)]);
    const traces = new Traces({ endpoint, sampled: 1, version: '1', onFault: (sentence) => faults.push(sentence) });
    recordOne(traces);
    await traces.close();
    expect([faults.length, bodies.length]).toEqual([2, 0]);
    await new Promise<void>((resolve) => collector.listen(port, '127.0.0.1', resolve));
    recordOne(traces);
    await traces.close();
    expect([faults.length, bodies.length]).toEqual([2, 1]);
  });

  it.each([undefined, '', 'x', `01-${TRACE}-b7ad6b7169203331-01`, `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `00-${TRACE}-${'0'.repeat(16)}-01`, `00-${TRACE.toUpperCase()}-b7ad6b7169203331-01`])('begin anew where traceparent is %j', (header) => {
    expect(parentOf(header)).toBeNull();
  });
});
