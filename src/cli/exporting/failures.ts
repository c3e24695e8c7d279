/** Failures of the rooms below in the command line's words. */
import { GraphQLError } from 'graphql';
import { ExportError } from '../../exports/format.js';
import { ProjectionTooLargeError } from '../../graph/projection.js';
import { RefusedArgument, refusedInWords, shown, type Refused } from '../../graphql/errors.js';
import { CliError, EXIT } from '../errors.js';

/** Options whose name is not that of the argument's last part. */
const OPTION_OF: Readonly<Record<string, string>> = { 'scope.community.id': 'community', 'scope.top.n': 'number', papers: 'paper', authors: 'author' };

/** `layout.iterations` -> `iterations`, `sizeBy` -> `size-by`. */
function optionOf(argument: string): string {
  const last = argument.split('.').at(-1) ?? argument;
  return OPTION_OF[argument] ?? last.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function refusal(refused: Refused, isUnknown: boolean): CliError {
  const argument = optionOf(refused.argument);
  return new CliError(refusedInWords(`--${argument}`, refused), isUnknown ? EXIT.notFound : EXIT.usage, { argument, value: shown(refused.value) });
}

/** What an error means to whoever typed the command; errors that nobody foresaw stay as they are. */
export function asUsage(error: unknown): unknown {
  if (error instanceof ExportError) return error.refused === null ? new CliError(error.message, EXIT.usage) : refusal(error.refused, false);
  if (error instanceof RefusedArgument) return refusal(error.refused, error.extensions['code'] === 'NOT_FOUND');
  if (error instanceof ProjectionTooLargeError) {
    const { estimate: { entries, bytes }, maxEntries, maxAuthorsThatFits } = error;
    return new CliError(
      `the graph may have ${entries.toLocaleString('en')} neighbours in all (${(bytes / 1e9).toFixed(1)} GB), above the limit of ${maxEntries.toLocaleString('en')}: set --max-authors to ${maxAuthorsThatFits} or less to leave papers of very many authors out`,
      EXIT.usage,
    );
  }
  return error instanceof GraphQLError ? new CliError(error.message.replace(/\.$/, ''), EXIT.usage) : error;
}
