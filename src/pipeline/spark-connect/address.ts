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
  const told = text.replace(/([^;/=?]+)=([^;]*)/g, (pair: string, key: string) => (key === 'use_ssl' || key === 'user_id' ? pair : `${key}=…`));
  return told.replace(/\/\/(?:[^;]*|[^/]*)@/, '//…@');
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
