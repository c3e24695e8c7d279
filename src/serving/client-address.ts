/** Where a request comes from: the other end of the connection, or, behind proxies that are trusted, whom they name. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';

/** A list of proxies that can't be one; the message names the item and what is accepted. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
}

/** Which header a proxy writes. Only this one is read: of the other the proxy may not know, so that a client could write it. */
export const PROXY_HEADERS = ['x-forwarded-for', 'forwarded'] as const;
export type ProxyHeader = (typeof PROXY_HEADERS)[number];

const NETWORKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10']],
]);
const MAX_HOPS = 20;

export interface ProxiesOptions {
  /** `loopback`, `private`, addresses and networks such as 192.0.2.0/24 in any number; or one number of proxies in a row. Empty trusts none. */
  readonly trusted: readonly string[];
  readonly header?: ProxyHeader;
}

export class Proxies {
  /** Of connections: the other end of one never changes, and many requests come by each. */
  static readonly #ends = new WeakMap<Socket, string>();
  readonly #header: ProxyHeader;
  readonly #networks = new BlockList();
  readonly #hops: number | null = null;
  readonly #trustsSome: boolean;

  /** @throws ProxyError */
  constructor({ trusted, header = 'x-forwarded-for' }: ProxiesOptions) {
    this.#header = header;
    this.#trustsSome = trusted.length > 0;
    if (trusted.length === 1 && /^\d{1,2}$/.test(trusted[0])) {
      const hops = Number(trusted[0]);
      if (hops < 1 || hops > MAX_HOPS) throw new ProxyError(`"${trusted[0]}" is no number of proxies from 1 to ${MAX_HOPS}`);
      this.#hops = hops;
      return;
    }
    for (const item of trusted) for (const network of NETWORKS.get(item.toLowerCase()) ?? [item]) this.#add(network);
  }

  #add(network: string): void {
    const [address, bits, ...more] = network.split('/');
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (version === 0 || more.length > 0 || !(prefix >= 1 && prefix <= most)) throw new ProxyError(`"${network}" is neither loopback, private, an address, nor a network such as 192.0.2.0/24; a number of proxies stands alone`);
    this.#networks.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }

  /**
   * The address of whoever asks: going from this end back, the first that is no trusted proxy. What a trusted one names
   * that is no address ends there: the proxy's own address is taken.
   */
  clientOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
    let address = Proxies.#endOf(request.socket);
    if (!this.#trustsSome) return address;
    const named = this.#named(request.headers[this.#header]);
    for (let hop = 0; this.#trusts(address, hop); hop++) {
      const next = named.pop();
      const before = next === undefined ? null : plain(next);
      if (before === null) break;
      address = before;
    }
    return address;
  }

  static #endOf(socket: Socket): string {
    let end = Proxies.#ends.get(socket);
    if (end === undefined) {
      end = plain(socket.remoteAddress ?? '') ?? 'unknown';
      // Of a connection that is gone nothing is known any more.
      if (end !== 'unknown') Proxies.#ends.set(socket, end);
    }
    return end;
  }

  #trusts(address: string, hop: number): boolean {
    if (this.#hops !== null) return hop < this.#hops;
    const version = isIP(address);
    return version !== 0 && this.#networks.check(address, version === 4 ? 'ipv4' : 'ipv6');
  }

  /** What the header names, the client first. */
  #named(header: string | readonly string[] | undefined): string[] {
    const text = typeof header === 'string' ? header : (header ?? []).join(',');
    const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
    if (this.#header === 'x-forwarded-for') return items;
    // RFC 7239: for=192.0.2.60;proto=http;by=…; an IPv6 address stands in brackets and quotation marks.
    return items.map((item) => /(?:^|;)\s*for=(?:"([^"]*)"|([^;\s]*))/i.exec(item)?.slice(1).find((each) => each !== undefined) ?? '');
  }
}

/** An address without a port, a zone or brackets, of IPv4 within IPv6 the IPv4 address; null for what is none. */
function plain(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.split('%')[0].toLowerCase();
  const inner = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(address)?.[1] ?? address;
  return isIP(inner) === 0 ? null : inner;
}
