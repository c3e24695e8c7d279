/** What connections must keep to, so that slow or idle clients hold nothing that others need. */
import type { Server, ServerResponse } from 'node:http';

export interface ConnectionLimits {
  /** First line and headers must have come within so many milliseconds of the connection, or of the end of the request before. */
  readonly headersTimeoutMs: number;
  /** The whole request, its body included. */
  readonly requestTimeoutMs: number;
  /** An idle connection is kept for the next request for so long. */
  readonly keepAliveTimeoutMs: number;
  /** A connection that takes nothing of its answer for so long is closed. Of numbers that are still being computed nothing waits to be taken. */
  readonly stalledTimeoutMs: number;
  /** Connections at a time; further ones are closed at once. */
  readonly maxConnections: number;
  /** Requests on one connection; the last one's answer closes it. */
  readonly maxRequestsPerConnection: number;
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  headersTimeoutMs: 10_000, requestTimeoutMs: 30_000, keepAliveTimeoutMs: 65_000, stalledTimeoutMs: 60_000, maxConnections: 5_000, maxRequestsPerConnection: 10_000,
};

/** How often connections are looked at: a limit of time is kept to within this. */
export function checkIntervalOf({ headersTimeoutMs, requestTimeoutMs }: ConnectionLimits): number {
  return Math.max(100, Math.min(5_000, Math.floor(Math.min(headersTimeoutMs, requestTimeoutMs) / 2)));
}

export function keepToLimits(server: Server, limits: ConnectionLimits): void {
  // Node refuses a limit for the headers above the one for the whole.
  server.requestTimeout = limits.requestTimeoutMs;
  server.headersTimeout = Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs);
  server.keepAliveTimeout = limits.keepAliveTimeoutMs;
  server.timeout = limits.stalledTimeoutMs;
  server.maxConnections = limits.maxConnections;
  server.maxRequestsPerSocket = limits.maxRequestsPerConnection;
}

/** Gives an answer up whose reader takes nothing of it: of a connection where nothing has moved, only one on which something waits. */
export function giveUpWhenStalled(response: ServerResponse): void {
  response.on('timeout', () => {
    if (response.writableLength > 0) response.destroy();
  });
}
