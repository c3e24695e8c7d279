/** Failures that a person can do something about, and the exit codes that scripts can rely on. */
import { SettingError } from '../settings/setting.js';

/** Documented in `--help`; a script may test for each. */
export const EXIT = { ok: 0, failure: 1, usage: 2, notFound: 3, ambiguous: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes:
  0  done
  1  it failed
  2  the command line or the input was wrong
  3  what was asked for does not exist
  4  a name means several people: the candidates are listed`;

export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    /** One sentence: what is wrong, and what to do about it. */
    message: string,
    readonly exitCode: ExitCode,
    /** What stands beside the sentence under `--json`, such as candidates. */
    readonly facts: Readonly<Record<string, unknown>> = {},
    /** Lines printed below the sentence for people. */
    readonly lines: readonly string[] = [],
  ) {
    super(message);
  }
}

/** A failure beside an answer: under `--json` the answer that stands on stdout says it already. */
export class AnsweredError extends CliError {}

const CODES: Readonly<Record<ExitCode, string>> = {
  0: 'OK',
  1: 'FAILURE',
  2: 'BAD_USER_INPUT',
  3: 'NOT_FOUND',
  4: 'AMBIGUOUS_AUTHOR',
};

/** An error's lines as they stand on stderr: the first names the program, the others are indented below it. */
export function errorText(lines: readonly string[]): string {
  const [first = '', ...others] = lines.flatMap((line) => line.split('\n')).filter((line) => line.trim() !== '');
  return [`coterie: ${first}`, ...others.map((line) => `  ${line}`), ''].join('\n');
}

/** The error as `--json` prints it: `{ error: { code, message, … } }`. */
export function errorAsJson(error: CliError): unknown {
  return { error: { code: CODES[error.exitCode], message: error.message, ...error.facts } };
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/**
 * What any thrown value means to the person at the terminal. A RangeError of the rooms below speaks of an argument;
 * a file that is missing or closed is the caller's to mend; the rest is ours.
 */
export function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (!(error instanceof Error)) return new CliError(String(error), EXIT.failure);
  if (error instanceof RangeError || error instanceof SettingError) return new CliError(error.message, EXIT.usage);
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOTDIR') {
    return new CliError(error.message, EXIT.usage);
  }
  return new CliError(error.message, EXIT.failure);
}
