/** Which operations are answered from their snapshot alone, so that the same question has the same answer for as long as it is served. */
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { rootFieldsOf } from '../root-fields.js';

/** Fields of Query that are functions of snapshot, arguments and the server's settings, with all that lies below them. */
export const LASTING_FIELDS: ReadonlySet<string> = new Set([
  '__typename', 'node', 'nodes', 'author', 'authors', 'paper', 'papers', 'venue', 'search', 'collaborationPath', 'network', 'communities', 'communityMap', 'metrics', 'exportFormats', 'possibleDuplicates', 'corpus',
]);
/** Fields of Query whose answers change by themselves or with who asks: the ledger runs ahead of the snapshot, computations and imports go on, budgets are spent. */
export const PASSING_FIELDS: ReadonlySet<string> = new Set(['ledger', 'computation', 'caller', 'importJob', 'importJobs']);

/** Whether all that a query asks for is of the snapshot. What is in neither list is not. O(fields of the root). */
export function isOfSnapshot(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  return [...rootFieldsOf(document, operation)].every((field) => LASTING_FIELDS.has(field));
}

/** Whether a query asks for anything whose answer changes by itself. O(fields of the root). */
export function isPassing(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  return [...rootFieldsOf(document, operation)].some((field) => PASSING_FIELDS.has(field));
}
