/** Documents that a server was given beforehand: asked for by their ids, and, if so chosen, the only ones that are answered. */
import { createHash } from 'node:crypto';
import type { HTTPGraphQLRequest } from '@apollo/server';
import { stripIgnoredCharacters } from 'graphql';
import { badDocumentId, documentNotFound, documentNotTrusted } from './errors.js';
import type { TrustedDocuments as ModeInSchema } from './generated/resolvers.js';
import { isRecord } from './json-object.js';

export type TrustMode = 'off' | 'allow' | 'only';

/** How a request names its document, by GraphQL over HTTP (`documentId`) or as Apollo's clients do (`extensions.persistedQuery`). */
interface Named {
  readonly id: string | null;
  readonly isApollos: boolean;
  readonly text: string | null;
}

export class TrustedDocuments {
  readonly #mode: TrustMode;
  readonly #byId = new Map<string, string>();
  readonly #texts = new Set<string>();

  /** @param documents texts by their ids, a `sha256:` before an id being optional; each is also known by the sha256 of its text */
  constructor(mode: TrustMode, documents: ReadonlyMap<string, string>) {
    this.#mode = mode;
    for (const [id, text] of documents) {
      this.#byId.set(plainId(id), text);
      this.#byId.set(sha256(text), text);
      this.#texts.add(essence(text));
    }
  }

  get modeInSchema(): ModeInSchema {
    return this.#mode === 'only' ? 'ONLY' : this.#mode === 'allow' ? 'ALLOW' : 'OFF';
  }

  /**
   * The request with its document's text in place of an id; others as they are. O(text).
   * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND, DOCUMENT_NOT_TRUSTED or BAD_REQUEST
   */
  admitted(request: HTTPGraphQLRequest): HTTPGraphQLRequest {
    const named = request.method === 'GET' ? namedBySearch(request.search) : namedByBody(request.body);
    if (this.#mode === 'off') {
      if (named.id !== null && !named.isApollos && named.text === null) throw badDocumentId('This server keeps no documents by id: send the text as "query".');
      return request;
    }
    const { id, text, isApollos } = named;
    if (id !== null && text !== null) {
      if (!isApollos) throw badDocumentId('The request has both a "documentId" and a "query": send one of the two.');
      if (plainId(id) !== sha256(text)) throw badDocumentId('"extensions.persistedQuery.sha256Hash" is not the sha256 of "query": send the two of one document.');
    }
    const known = id === null ? undefined : this.#byId.get(plainId(id));
    if (known === undefined && id !== null && text === null) throw documentNotFound(id);
    const answered = text ?? known ?? null;
    // What has no text at all is refused by the engine, in its own words.
    if (this.#mode === 'only' && answered !== null && known === undefined && !this.#texts.has(essence(answered))) throw documentNotTrusted();
    if (id === null || answered === null) return request;
    return request.method === 'GET' ? { ...request, search: searchWith(request.search, answered) } : { ...request, body: bodyWith(request.body, answered) };
  }
}

/** Of a server that was given none. */
export const NO_DOCUMENTS = new TrustedDocuments('off', new Map());

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function plainId(id: string): string {
  return id.replace(/^sha256:/i, '');
}

/** Equal for texts that differ in spaces, commas and comments alone; a text that is no GraphQL is its own, and refused later. */
function essence(text: string): string {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return text;
  }
}

function nameIn(documentId: unknown, query: unknown, extensions: unknown): Named {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  const hash = isRecord(persisted) ? persisted['sha256Hash'] : undefined;
  const id = typeof documentId === 'string' ? documentId : typeof hash === 'string' ? hash : null;
  return { id, isApollos: typeof documentId !== 'string', text: typeof query === 'string' && query !== '' ? query : null };
}

function namedByBody(body: unknown): Named {
  return isRecord(body) ? nameIn(body['documentId'], body['query'], body['extensions']) : nameIn(undefined, undefined, undefined);
}

function namedBySearch(search: string): Named {
  const parameters = new URLSearchParams(search);
  let extensions: unknown;
  try {
    extensions = JSON.parse(parameters.get('extensions') ?? '{}');
  } catch {
    // The engine says that it is no JSON.
    extensions = undefined;
  }
  return nameIn(parameters.get('documentId'), parameters.get('query'), extensions);
}

function withoutPersisted(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== 'persistedQuery'));
}

function bodyWith(body: unknown, query: string): Record<string, unknown> {
  const { documentId: _documentId, extensions, ...more } = isRecord(body) ? body : {};
  return { ...more, query, ...(isRecord(extensions) ? { extensions: withoutPersisted(extensions) } : {}) };
}

function searchWith(search: string, query: string): string {
  const parameters = new URLSearchParams(search);
  parameters.delete('documentId');
  const extensions: unknown = JSON.parse(parameters.get('extensions') ?? '{}');
  if (parameters.has('extensions') && isRecord(extensions)) parameters.set('extensions', JSON.stringify(withoutPersisted(extensions)));
  parameters.set('query', query);
  return `?${parameters.toString()}`;
}
