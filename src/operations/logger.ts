/** The server's log: a JSON object per line on stderr, or the same as text for people at a terminal. */
import { pino, type DestinationStream, type Logger } from 'pino';
import { textLine } from './text-lines.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const LOG_FORMATS = ['auto', 'json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** `auto` is text where stderr is a terminal, else JSON. */
  readonly format: LogFormat;
  /** Number of the worker process, which stands in every line; null where there is but one process. */
  readonly worker?: number | null;
}

/** Lines that wait for a slow reader of stderr take at most so many bytes; what comes then is dropped and counted. */
const MAX_WAITING_BYTES = 16 * 2 ** 20;

export interface ServerLog {
  readonly logger: Logger;
  /** Lines that were dropped since the reader of stderr did not keep up. */
  dropped(): number;
  /** Writes what waits; for the end of the process, since it blocks. */
  flush(): void;
}

/** A log on stderr. Lines are written without waiting for them, since a reader that stalls must not stall the server. */
export function createLog({ level, format, worker = null }: LogOptions): ServerLog {
  const destination = pino.destination({ fd: 2, sync: false, maxLength: MAX_WAITING_BYTES });
  let dropped = 0;
  destination.on('drop', () => (dropped += 1));
  // A closed stderr must not end a server.
  destination.on('error', () => (dropped += 1));
  const flush = (): void => {
    try {
      destination.flushSync();
    } catch {
      // Not open yet, or closed by its reader: there is nobody to tell.
    }
  };
  // However the process ends, short of being killed.
  process.once('exit', flush);
  const isText = format === 'text' || (format === 'auto' && process.stderr.isTTY);
  const logger = pino(
    { level, base: worker === null ? {} : { worker }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    isText ? asText(destination) : destination,
  );
  return {
    logger,
    dropped: () => dropped,
    flush,
  };
}

function asText(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(textLine(line)) };
}
