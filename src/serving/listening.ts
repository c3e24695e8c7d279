/** Listening on an address, and what can go wrong with one. */
import { createServer, type Server } from 'node:net';

const PORTS_TRIED = 20;

/** An address that can't be listened on; the message names it and what to do. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
  constructor(
    message: string,
    /** A port that is free, where another one helps. */
    readonly suggestedPort: number | null,
  ) {
    super(message);
  }
}

/** @throws AddressError, or whatever else the system says */
export async function listenOn(server: Server, host: string, port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new AddressError(`Port ${port} is not a whole number from 0 to 65535.`, null);
  try {
    await listen(server, host, port);
  } catch (error) {
    throw await addressError(error as NodeJS.ErrnoException, host, port);
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function addressError(error: NodeJS.ErrnoException, host: string, port: number): Promise<Error> {
  switch (error.code) {
    case 'EADDRINUSE': {
      const free = await freePort(host, port);
      const remedy = free === null ? 'choose another with PORT or --port' : `try PORT=${free} or --port ${free}`;
      return new AddressError(`Port ${port} on ${host} is already in use: ${remedy}.`, free);
    }
    case 'EACCES':
      return new AddressError(`Port ${port} on ${host} needs more rights than this user has: choose one above 1023.`, null);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AddressError(`"${host}" is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all networks.`, null);
    default:
      return error;
  }
}

/** The next port that can be listened on; null where the following ones are all taken. */
async function freePort(host: string, port: number): Promise<number | null> {
  for (let candidate = port + 1; candidate <= Math.min(65_535, port + PORTS_TRIED); candidate++) {
    const probe = createServer();
    try {
      await listen(probe, host, candidate);
      return candidate;
    } catch {
      continue;
    } finally {
      probe.close();
    }
  }
  return null;
}
