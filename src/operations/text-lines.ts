/** Lines of the log as people read them. Whatever a client sent stays on its line. */

/** Known already, or said by its place. */
const UNSAID: ReadonlySet<string> = new Set(['time', 'level', 'msg', 'err']);

/** What moves a terminal's cursor, colours it or begins a line: control characters of ASCII and Latin-1, and Unicode's line ends and turns of direction. */
// oxlint-disable-next-line no-control-regex -- these are what it is for
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** One line of text of one of JSON, both with their line ends. */
export function textLine(json: string): string {
  const { time, level, msg, err, ...facts } = JSON.parse(json) as { time: string; level: string; msg?: string; err?: { type?: string; message?: string; stack?: string } } & Record<string, unknown>;
  const told = Object.entries(facts).filter(([name]) => !UNSAID.has(name)).map(([name, value]) => `${name}=${shownValue(value)}`);
  const head = clean([time.slice(11, 23), level.toUpperCase().padEnd(5), msg ?? '', ...told].join(' '));
  const cause = err === undefined ? [] : (err.stack ?? `${err.type ?? 'Error'}: ${err.message ?? ''}`).split('\n').map((line) => `    ${clean(line.trim())}`);
  return `${[head, ...cause].join('\n')}\n`;
}

function shownValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return typeof value === 'string' && /^[\w./:@+*-]+$/.test(text) ? text : JSON.stringify(text);
}

function clean(text: string): string {
  return text.replace(CONTROLS, '�');
}
