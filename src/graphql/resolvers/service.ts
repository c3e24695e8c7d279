/** What queries must keep to, as the schema tells it. */
import { ERROR_CODES } from '../errors.js';
import type { ServiceInfo, TrustedDocuments } from '../generated/resolvers.js';
import {
  DEFAULT_EXECUTION_MS, DEFAULT_PAGE_SIZE, MAX_ALIASES, MAX_BODY_BYTES, MAX_COST, MAX_DEPTH, MAX_DIRECTIVES, MAX_NETWORK_NODES, MAX_PAGE_SIZE, MAX_RECURSION,
  MAX_RESPONSE_BYTES, MAX_ROOT_FIELDS, MAX_TOKENS, MAX_VARIABLE_DEPTH, MAX_VARIABLE_VALUES,
} from '../limits.js';

/** What a server may choose. */
export interface ServiceChoices {
  readonly executionMs?: number;
  readonly maxResponseBytes?: number;
  readonly introspection?: boolean;
  readonly playground?: boolean;
  readonly trustedDocuments?: TrustedDocuments;
}

export function serviceInfo(choices: ServiceChoices = {}): ServiceInfo {
  const { executionMs = DEFAULT_EXECUTION_MS, maxResponseBytes = MAX_RESPONSE_BYTES, introspection = true, playground = true, trustedDocuments = 'OFF' } = choices;
  return {
    maxPageSize: MAX_PAGE_SIZE,
    defaultPageSize: DEFAULT_PAGE_SIZE,
    maxDepth: MAX_DEPTH,
    maxTokens: MAX_TOKENS,
    maxAliases: MAX_ALIASES,
    maxCost: MAX_COST,
    maxDirectives: MAX_DIRECTIVES,
    maxRootFields: MAX_ROOT_FIELDS,
    maxRecursion: MAX_RECURSION,
    maxVariableDepth: MAX_VARIABLE_DEPTH,
    maxVariableValues: MAX_VARIABLE_VALUES,
    maxResponseBytes,
    maxExecutionMs: Math.min(executionMs, 2 ** 31 - 1),
    introspection,
    playground,
    trustedDocuments,
    maxBodyBytes: MAX_BODY_BYTES,
    maxNetworkNodes: MAX_NETWORK_NODES,
    errorCodes: [...ERROR_CODES],
  };
}
