/**
 * The way through an institution's proxy, as other programs take it from the environment: HTTPS_PROXY, HTTP_PROXY and
 * NO_PROXY, in capitals or not.
 */

export interface ProxySettings {
  readonly httpsProxy: string;
  readonly httpProxy: string;
  readonly noProxy: string;
  /** Whether this very machine is asked directly, whatever NO_PROXY says. */
  readonly passesLoopback?: boolean;
}

/** What the environment says of proxies; null where it names none. @throws RangeError where what it names is no http(s) proxy */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings | null {
  const [httpsProxy, httpProxy] = ['https_proxy', 'http_proxy'].map((name) => proxyAddress(name, valueOf(env, name)));
  return httpsProxy === '' && httpProxy === '' ? null : { httpsProxy, httpProxy, noProxy: valueOf(env, 'no_proxy') };
}

/** Whether an address is this very machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** The proxy on the way to an address; null where it is asked directly. https goes by the proxy for http where only that is named. */
export function proxyOf(url: URL, { httpsProxy, httpProxy, noProxy, passesLoopback = false }: ProxySettings): URL | null {
  const proxy = url.protocol === 'https:' && httpsProxy !== '' ? httpsProxy : httpProxy;
  if (proxy === '' || (passesLoopback && isLoopback(url)) || isPassedBy(url, noProxy)) return null;
  return new URL(proxy);
}

/** Entries of NO_PROXY are hosts, with all below them, each with or without a port; `*` is any. */
function isPassedBy({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return noProxy.toLowerCase().split(/[,\s]+/).some((entry) => {
    if (entry === '' || entry === '*') return entry === '*';
    const [, host = '', only] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
    const name = host.replace(/^\*?\./, '');
    return name !== '' && (only === undefined || only === ownPort) && (hostname === name || hostname.endsWith(`.${name}`));
  });
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
