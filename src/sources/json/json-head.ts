/**
 * What a JSON file's beginning shows of its shape, for telling formats apart: the paths at which values stand, with the
 * first short text of each. `{"message":{"items":[{"DOI":"10.1/x"}]}}` has `message.items[].DOI` with `10.1/x`.
 */

/** Objects and arrays nested deeper than this are passed over: formats are told by their outer shape. */
const MAX_SHAPE_DEPTH = 7;
const MAX_PATHS = 5_000;
const MAX_TEXT = 200;

/** Path to the first text (or number, as written) at it; '' where no scalar was seen there. */
export type JsonShape = ReadonlyMap<string, string>;

const EMPTY: JsonShape = new Map();
let last: { readonly head: string; readonly shape: JsonShape } | null = null;

/** The shape of `head`, which may end anywhere; empty where it does not begin like JSON. Linear; the last answer is kept, since every format asks. */
export function jsonShape(head: string): JsonShape {
  if (!/^\uFEFF?\s*[[{]/.test(head)) return EMPTY;
  if (last?.head !== head) last = { head, shape: shapeOf(head) };
  return last.shape;
}

/** Tells whether a value stands at any of the places, each put before each name: `at(shape, ['[].', ''], 'DOI')`. */
export function hasPath(shape: JsonShape, places: readonly string[], name: string): boolean {
  return places.some((place) => shape.has(place + name));
}

/** The first text found at any of the places, or null. */
export function textAt(shape: JsonShape, places: readonly string[], name: string): string | null {
  for (const place of places) {
    const text = shape.get(place + name);
    if (text !== undefined && text !== '') return text;
  }
  return null;
}

interface Frame {
  readonly path: string;
  readonly isArray: boolean;
  key: string;
}

const TOKEN = /[[\]{},:]|"[^"\\]*(?:\\[^][^"\\]*)*"|[^\s[\]{},:"]+/y;

function shapeOf(head: string): JsonShape {
  const shape = new Map<string, string>();
  const stack: Frame[] = [];
  let depth = 0;
  let pending: string | null = null;
  let afterColon = false;
  let at = head.startsWith('\uFEFF') ? 1 : 0;

  const note = (text: string): void => {
    const frame = stack.at(-1);
    if (frame === undefined || depth !== stack.length || (!frame.isArray && !afterColon)) return;
    const path = pathOf(frame);
    if (shape.has(path) ? shape.get(path) === '' : shape.size < MAX_PATHS) shape.set(path, text);
  };

  while (at < head.length) {
    if (/\s/.test(head[at])) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(head)?.[0];
    // A string that the head cuts off.
    if (token === undefined) break;
    at += token.length;
    if (token === '{' || token === '[') {
      note('');
      if (depth === stack.length && depth < MAX_SHAPE_DEPTH) {
        const frame = stack.at(-1);
        stack.push({ path: frame === undefined ? '' : pathOf(frame), isArray: token === '[', key: '' });
      }
      depth += 1;
    } else if (token === '}' || token === ']') {
      if (depth === stack.length) stack.pop();
      depth = Math.max(0, depth - 1);
    } else if (token === ':') {
      const frame = stack.at(-1);
      if (frame !== undefined && depth === stack.length && pending !== null) frame.key = pending;
    } else if (token !== ',') {
      const text = token.startsWith('"') ? token.slice(1, -1).slice(0, MAX_TEXT) : token.slice(0, MAX_TEXT);
      pending = text;
      note(text === 'null' ? '' : text);
    }
    afterColon = token === ':';
  }
  return shape;
}

function pathOf(frame: Frame): string {
  const name = frame.isArray ? '[]' : frame.key;
  return frame.path === '' || frame.isArray ? frame.path + name : `${frame.path}.${name}`;
}
