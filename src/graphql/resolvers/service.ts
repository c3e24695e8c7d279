/** What queries must keep to, as the schema tells it. */
import { ERROR_CODES } from '../errors.js';
import type { ServiceInfo } from '../generated/resolvers.js';
import { DEFAULT_PAGE_SIZE, MAX_ALIASES, MAX_BODY_BYTES, MAX_COST, MAX_DEPTH, MAX_NETWORK_NODES, MAX_PAGE_SIZE, MAX_TOKENS } from '../limits.js';

export const SERVICE: ServiceInfo = {
  maxPageSize: MAX_PAGE_SIZE,
  defaultPageSize: DEFAULT_PAGE_SIZE,
  maxDepth: MAX_DEPTH,
  maxTokens: MAX_TOKENS,
  maxAliases: MAX_ALIASES,
  maxCost: MAX_COST,
  maxBodyBytes: MAX_BODY_BYTES,
  maxNetworkNodes: MAX_NETWORK_NODES,
  errorCodes: [...ERROR_CODES],
};
