/** Answers in fewer bytes, for clients that can read them: Brotli where they can, else gzip. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Content codings that answers are written in, the preferred one first. */
const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

/** Bodies of up to so many bytes fit into one packet either way. */
export const LEAST_BYTES = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * The coding to answer in, from a request's Accept-Encoding (RFC 9110, 12.5.3): the one with the largest weight, Brotli
 * among equals. Null where there is no header, none of ours is named, or it is refused by `q=0`.
 */
export function acceptedCoding(header: string | readonly string[] | undefined): Coding | null {
  if (header === undefined) return null;
  const weights = new Map<string, number>();
  for (const item of String(header).toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (name !== '') weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isFinite(weight) ? weight : 0);
  }
  const weightOf = (coding: Coding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const best = CODINGS.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a));
  return weightOf(best) > 0 ? best : null;
}

/** For what is written once: as small as the lowest setting makes it, which for JSON is within a tenth of the best. */
export function encodedOnce(body: Buffer, coding: Coding): Promise<Buffer> {
  return encoded(body, coding, 1, 1);
}

/** For what is kept and sent many times. 2 MB of script take 0.2 s; the highest setting saves another twentieth in 2 s. */
export function encodedForKeeping(body: Buffer, coding: Coding): Promise<Buffer> {
  return encoded(body, coding, 5, 6);
}

/** The body of an answer, in as many forms as have been asked for. */
export class AnswerBody {
  readonly plain: Buffer;
  readonly #encoded = new Map<Coding, Buffer>();

  constructor(text: string) {
    this.plain = Buffer.from(text);
  }

  /** The body in a coding, made once. */
  async in(coding: Coding): Promise<Buffer> {
    const known = this.#encoded.get(coding);
    if (known !== undefined) return known;
    const made = await encodedOnce(this.plain, coding);
    this.#encoded.set(coding, made);
    return made;
  }
}

function encoded(body: Buffer, coding: Coding, quality: number, level: number): Promise<Buffer> {
  if (coding === 'gzip') return zip(body, { level });
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
}
