/** An answer that is given many times: what can be put together once is. */
import type { ServerResponse } from 'node:http';
import { LEAST_BYTES, type AnswerBody, type Coding } from './encoding.js';
import { beginLines, codingOf, headersIn, linesOf, SAFE_HEADERS, type HeaderLines } from './responses.js';
import { turnsEnd } from './turns-end.js';

interface Form {
  readonly headers: HeaderLines;
  readonly bytes: Buffer;
}

export class RepeatedAnswer {
  readonly #forms = new Map<Coding | null, Form>();

  /** @param headers of the plain body, apart from those that every answer has */
  constructor(
    private readonly headers: Readonly<Record<string, string>>,
    private readonly body: AnswerBody,
  ) {}

  /** Bytes of the plain body. */
  get length(): number {
    return this.body.plain.length;
  }

  /** Sends it whole with status 200, in fewer bytes where the client can read them. */
  async send(response: ServerResponse): Promise<void> {
    const coding = codingOf(response.req);
    const { headers, bytes } = this.#forms.get(coding) ?? (await this.#made(coding));
    await turnsEnd();
    beginLines(response, 200, headers, bytes.length);
    response.end(bytes);
  }

  async #made(coding: Coding | null): Promise<Form> {
    const { body, headers } = this;
    const isShort = body.plain.length <= LEAST_BYTES;
    const bytes = coding === null || isShort ? body.plain : await body.in(coding);
    const form = { headers: linesOf({ ...SAFE_HEADERS, ...(isShort ? headers : headersIn(coding, headers)), 'content-length': String(bytes.length) }), bytes };
    this.#forms.set(coding, form);
    return form;
  }
}
