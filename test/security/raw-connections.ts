/** Speaking to a server byte by byte: what it says until it closes, or until it has said enough. */
import { connect, type Socket } from 'node:net';

export interface Heard {
  readonly text: string;
  /** Whether the server ended the connection. */
  readonly isClosed: boolean;
}

/** A connection that is written to at once; whoever opens it destroys it. */
export function opened(port: number, first: string | Buffer = ''): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      if (first.length > 0) socket.write(first);
      resolve(socket);
    });
    socket.on('error', reject);
  });
}

/** All that is heard until the server closes. A reset is a close as well. */
export async function untilClosed(port: number, said: string | Buffer): Promise<string> {
  const socket = await opened(port, said);
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

/** The status, headers and body of one answer; the connection is closed by us. HEAD and 204 have no body. */
export async function answerTo(port: number, said: string | Buffer): Promise<{ readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: string }> {
  const text = await untilClosed(port, said);
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers: new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])),
    body: rest.join('\r\n\r\n'),
  };
}

/** A request, each header on a line of its own. Closes the connection after its answer unless told otherwise. */
export function requestText(first: string, headers: readonly string[] = [], body = '', host = 'host: 127.0.0.1', closes = true): string {
  return [`${first} HTTP/1.1`, ...(host === '' ? [] : [host]), ...(closes ? ['connection: close'] : []), ...headers, '', body].join('\r\n');
}
