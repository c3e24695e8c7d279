/**
 * The way through an institution's proxy, as other programs take it from the environment: HTTPS_PROXY, HTTP_PROXY and
 * NO_PROXY, in capitals or not. Node 20's own fetch passes them over; undici is that fetch with a choice of the way.
 */
import { isLoopback } from './exchange.js';

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;

interface ProxySettings {
  readonly httpsProxy: string;
  readonly httpProxy: string;
  readonly noProxy: string;
}

/** What the environment says of proxies; null where it names none. @throws RangeError where what it names is no http(s) proxy */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings | null {
  const [httpsProxy, httpProxy] = ['https_proxy', 'http_proxy'].map((name) => proxyAddress(name, valueOf(env, name)));
  return httpsProxy === '' && httpProxy === '' ? null : { httpsProxy, httpProxy, noProxy: valueOf(env, 'no_proxy') };
}

/** A fetch that goes through the proxies of the environment; null where there are none, and Node's own will do. This machine is asked directly. @throws RangeError as proxySettings does */
export async function proxiedFetch(env: Readonly<Record<string, string | undefined>>): Promise<Fetch | null> {
  const settings = proxySettings(env);
  if (settings === null) return null;
  const { EnvHttpProxyAgent, fetch: fetchBy } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent(settings);
  return (address, options) => (isLoopback(new URL(address)) ? fetch(address, options) : (fetchBy as unknown as (address: string, options: object) => Promise<Response>)(address, { ...options, dispatcher }));
}

/** Lower case first, as curl has it. */
function valueOf(env: Readonly<Record<string, string | undefined>>, name: string): string {
  return [env[name], env[name.toUpperCase()]].map((value) => value?.trim() ?? '').find((value) => value !== '') ?? '';
}

/** A proxy is often written without `http://`. The value may hold a password, and is not repeated. */
function proxyAddress(name: string, value: string): string {
  if (value === '') return '';
  const address = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new RangeError(`${name.toUpperCase()} names no proxy that can be used: it must be like http://proxy.example.org:3128`);
  return address;
}
