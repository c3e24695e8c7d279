/** The Spark cluster that these tests run on: `npm run spark:up` starts it and says what COTERIE_SPARK is to be. */
import { createServer, connect, type Socket } from 'node:net';
import { parseSparkAddress } from '../../src/pipeline/spark-connect/address.js';

/** Address of a Spark Connect server, or undefined: then the tests are skipped. Paths of this machine are its workers', too. */
export const SPARK_ADDRESS: string | undefined = process.env['COTERIE_SPARK'];
/** Pages of the master and of the driver, as `npm run spark:up` opens them. */
export const MASTER_PAGE = process.env['COTERIE_SPARK_MASTER_PAGE'] ?? 'http://127.0.0.1:7081';
export const DRIVER_PAGE = process.env['COTERIE_SPARK_DRIVER_PAGE'] ?? 'http://127.0.0.1:4040';

export interface MasterState {
  readonly aliveworkers: number;
  readonly workers: ReadonlyArray<{ readonly id: string; readonly state: string; readonly webuiaddress: string }>;
}
export interface ExecutorState {
  readonly id: string;
  readonly isActive: boolean;
  readonly completedTasks: number;
  readonly totalShuffleRead: number;
  readonly totalShuffleWrite: number;
}

async function json(address: string): Promise<unknown> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}

export async function masterState(): Promise<MasterState> {
  return (await json(`${MASTER_PAGE}/json/`)) as MasterState;
}

/** What the driver tells under its application, such as `executors` or `stages`. */
export async function driverState<T>(what: string): Promise<T> {
  const [application] = (await json(`${DRIVER_PAGE}/api/v1/applications`)) as ReadonlyArray<{ readonly id: string }>;
  return (await json(`${DRIVER_PAGE}/api/v1/applications/${application.id}/${what}`)) as T;
}

/** A door to the server that can be shut in the face of who speaks: connections that go through it break off. */
export async function breakableDoor(address: string): Promise<{ readonly address: string; breakAll(): number; close(): void }> {
  const [host, port] = parseSparkAddress(address).target.split(':');
  const sockets = new Set<Socket>();
  const door = createServer((inside) => {
    const outside = connect(Number(port), host);
    for (const [one, other] of [[inside, outside], [outside, inside]]) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const bound = await new Promise<number>((resolve) => {
    door.listen(0, '127.0.0.1', () => {
      const own = door.address();
      if (own === null || typeof own === 'string') throw new Error('the door has no port');
      resolve(own.port);
    });
  });
  const breakAll = () => {
    const broken = sockets.size / 2;
    for (const socket of sockets) socket.destroy();
    return broken;
  };
  return {
    address: `sc://127.0.0.1:${bound}`,
    breakAll,
    close: () => {
      door.close();
      breakAll();
    },
  };
}
