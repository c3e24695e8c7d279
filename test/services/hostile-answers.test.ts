/** Whatever a service answers is an answer or an UnusableAnswer: nothing else is ever thrown, nothing hangs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_YEARS } from '../../src/records/years.js';
import { UnusableAnswer } from '../../src/services/errors.js';
import { SERVICES } from '../../src/services/registry.js';
import type { Answer, Service, ServiceId, ServiceRequest } from '../../src/services/service.js';
import { fixture } from './replay.js';

const GOOD: Readonly<Record<ServiceId, readonly (readonly [file: string, ask: (service: Service) => ServiceRequest])[]>> = {
  openalex: [
    ['openalex/okonkwo-1.json', (service) => service.search('x', ALL_YEARS)],
    ['openalex/work-90002.json', (service) => service.ofPapers(['10.5555/a,b'])[0]],
  ],
  semanticscholar: [
    ['semanticscholar/papers-1.json', (service) => service.ofAuthors(['3001'], ALL_YEARS)[0]],
    ['semanticscholar/batch.json', (service) => service.ofPapers(['DOI:10.5555/1', 'DOI:10.5555/2'])[0]],
  ],
  crossref: [
    ['crossref/works.json', (service) => service.search('x', ALL_YEARS)],
    ['crossref/work.json', (service) => service.ofPapers(['10.5555/a,b'])[0]],
  ],
  arxiv: [['arxiv/okonkwo.xml', (service) => service.search('x', ALL_YEARS)]],
  dblp: [
    ['dblp/person.xml', (service) => service.ofAuthors(['81/1'], ALL_YEARS)[0]],
    ['dblp/hits.xml', (service) => service.search('x', ALL_YEARS)],
  ],
  orcid: [['orcid/record.json', (service) => service.ofAuthors(['0000-0002-1825-0097'], ALL_YEARS)[0]]],
};

async function expectSound(service: Service, request: ServiceRequest, body: Buffer): Promise<void> {
  const outcome = await Promise.resolve(body).then((bytes) => service.read(request, bytes)).catch((error: unknown) => error);
  expect(outcome instanceof UnusableAnswer ? [] : faultsOf(outcome as Answer)).toEqual([]);
}

/** What is wrong with an answer, or the error that is none of an answer. */
function faultsOf(answer: Answer): unknown[] {
  if (answer instanceof Error) return [answer];
  const requests = [...answer.more, ...(answer.assembly?.requests ?? []), ...(answer.next === null ? [] : [answer.next]), ...answer.papers.flatMap(({ completion }) => (completion === null ? [] : [completion.request]))];
  const texts = answer.papers.flatMap(({ id, ids, recordKey, authors }) => [id, recordKey, ...ids, ...authors.flatMap((author) => [author.name, ...author.ids])]);
  const composed = answer.assembly?.compose([]).toString() ?? '{}';
  return [...requests.filter(({ path }) => !/^\/\S+$/.test(path)), ...texts.filter((text) => typeof text !== 'string'), ...(composed.startsWith('{') ? [] : [composed])];
}

/** Every place of a JSON value, by the keys that lead to it. */
function placesOf(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [before];
  return [before, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...before, key]))];
}

function changed(value: unknown, place: readonly string[], to: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

const CASES = SERVICES.flatMap((service) => GOOD[service.id].map(([file, ask]) => [file, service, ask(service)] as const));
const ODD = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', 0, -1, 1e308, [], {}, [null], [[]], '10.5555/x', 'https://openalex.org/W1', '0000-0002-1825-0097', '../..', 'a\u0000b'));

describe('an answer', () => {
  it.each(CASES)('like %s may be of any bytes', async (_file, service, request) => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => expectSound(service, request, Buffer.from(bytes))), { numRuns: 60 });
  });

  it.each(CASES)('like %s may break off anywhere, or be damaged', async (file, service, request) => {
    const good = Buffer.from(fixture(file));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        await expectSound(service, request, cut ? good.subarray(0, at) : bad);
      }),
      { numRuns: 150 },
    );
  });

  it.each(CASES.filter(([file]) => file.endsWith('.json')))('like %s may have anything anywhere', async (file, service, request) => {
    const good = JSON.parse(fixture(file)) as unknown;
    const places = placesOf(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), ODD, (place, odd) => expectSound(service, request, Buffer.from(JSON.stringify(changed(good, places[place], odd))))),
      { numRuns: 400 },
    );
  });
});
