/** Positions that whoever asks for a download has on their screen: sent along, so that the file shows the same picture. */
import type { IncomingMessage } from 'node:http';
import type { GivenPositions } from '../../graphql/downloads/network-question.js';
import { badUserInput } from '../../graphql/errors.js';
import { jsonBody } from '../http-body.js';
import { MAX_NETWORK_NODES, MAX_POSITIONS_BYTES } from '../../graphql/limits.js';

const SHAPE = '{"positions": {"A…": [x, y]}}';

function wrong(value: unknown, what: string) {
  return badUserInput('positions', value, what);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON has numbers that no double holds, such as 1e999: they are read as infinite. */
function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number' && Number.isFinite(each));
}

/**
 * The positions of a parsed body, by id.
 * @throws GraphQLError BAD_USER_INPUT for another shape, for more than a picture has, and for what is no finite number
 */
export function positionsFrom(body: unknown): GivenPositions {
  if (!isObject(body)) throw wrong(body, `but the body must be ${SHAPE}, sent as application/json`);
  const strange = Object.keys(body).find((name) => name !== 'positions');
  if (strange !== undefined) throw badUserInput(strange.slice(0, 60), body[strange], `but the body holds nothing besides "positions": send ${SHAPE}`);
  const { positions } = body;
  if (!isObject(positions)) throw wrong(positions, `but must be an object of ids: send ${SHAPE}`);
  const entries = Object.entries(positions);
  if (entries.length > MAX_NETWORK_NODES) throw badUserInput('positions', `of ${entries.length.toLocaleString('en')} authors`, `but may be of ${MAX_NETWORK_NODES.toLocaleString('en')} at most: that is the largest picture`);
  return new Map(entries.map(([id, at]) => {
    if (!isPair(at)) throw wrong({ [id.slice(0, 60)]: at }, 'but each author needs two finite numbers, [x, y]');
    return [id, { x: at[0], y: at[1] }];
  }));
}

/**
 * The positions that a request came with; null for one without a body, by GET.
 * @throws GraphQLError BAD_USER_INPUT; HttpError 400, 413, 415 for a body that can't be read or is too large
 */
export async function givenPositions(request: IncomingMessage): Promise<GivenPositions | null> {
  if (request.method !== 'POST') return null;
  return positionsFrom(await jsonBody(request, { most: MAX_POSITIONS_BYTES, shape: SHAPE }));
}

