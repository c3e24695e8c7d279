/** Where a Spark Connect server is: `sc://host:port/;key=value;…`, as Spark's own clients read it. */
export interface SparkAddress {
  /** `host:port` */
  readonly target: string;
  readonly isEncrypted: boolean;
  /** Sent with every call; servers behind a gateway ask for it. */
  readonly token: string | null;
  /** Under whose name the session runs. */
  readonly user: string;
}

const DEFAULT_PORT = 15002;
const FORM = '`sc://host:15002`, where the server\'s door wants it followed by `/;use_ssl=true;token=…;user_id=…`';

/** The address as it may be told: user, password, token and what is not known are secrets. */
export function shownAddress(text: string): string {
  return withoutUser(text).split(';').map(withoutValue).join(';');
}

/** A parameter without its value, but for those that are no secrets. */
function withoutValue(parameter: string): string {
  const at = parameter.indexOf('=');
  const [key = ''] = parameter.slice(0, Math.max(0, at)).split(/[/?]/).slice(-1);
  return at === -1 || key === 'use_ssl' || key === 'user_id' ? parameter : `${parameter.slice(0, at)}=…`;
}

/** Without what stands before an @ as user and password, whichever of the signs that end it they hold. */
function withoutUser(text: string): string {
  const [start, ...more] = text.split('//');
  const rest = more.join('//');
  for (const end of [';', '/']) {
    const at = rest.split(end, 1)[0].lastIndexOf('@');
    if (at !== -1) return `${start}//…${rest.slice(at)}`;
  }
  return text;
}

/** @throws RangeError where the text is of another form */
export function parseSparkAddress(text: string): SparkAddress {
  if (text.startsWith('spark://')) {
    throw new RangeError(`--master ${shownAddress(text)} is a cluster's master: name the Spark Connect server that runs on that cluster, ${FORM}`);
  }
  const match = /^sc:\/\/(\[[\da-f:.]+\]|[^/:;\s]+)(?::(\d{1,5}))?(?:\/(?:;(.*))?)?$/i.exec(text);
  if (match === null) throw new RangeError(`--master ${shownAddress(text)} is no address of a Spark Connect server: write ${FORM}`);
  const [, host, port = String(DEFAULT_PORT), parameters = ''] = match;
  const values = new Map<string, string>();
  for (const pair of parameters.split(';').filter((part) => part !== '')) {
    const [key, ...rest] = pair.split('=');
    if (!['use_ssl', 'token', 'user_id'].includes(key)) throw new RangeError(`--master has a parameter ${key}, which is not known: write ${FORM}`);
    values.set(key, decodeURIComponent(rest.join('=')));
  }
  const token = values.get('token') ?? null;
  return {
    target: `${host}:${port}`,
    // A token is never sent where others could read it.
    isEncrypted: token !== null || values.get('use_ssl') === 'true',
    token,
    user: values.get('user_id') ?? 'coterie',
  };
}
