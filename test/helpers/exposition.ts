/** Reads Prometheus' text format 0.0.4 strictly, as promtool would: what is not of it throws. */

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
// Numbers are read as Go's ParseFloat reads them: prom-client writes "Nan" where a histogram has seen nothing since the last scrape.
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([Nn]a[Nn]|[+-]Inf|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;

export function readExposition(text: string): Series[] {
  if (!text.endsWith('\n')) throw new Error('the text does not end with a line feed');
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  const series: Series[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, keyword, subject, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (keyword !== undefined) {
      if (!NAME.test(subject)) throw new Error(`bad name: ${line}`);
      if (keyword === 'HELP' && helped.has(subject)) throw new Error(`second HELP: ${line}`);
      if (keyword === 'HELP') helped.add(subject);
      else if (types.has(subject) || !['counter', 'gauge', 'histogram', 'summary'].includes(rest)) throw new Error(`bad TYPE: ${line}`);
      else types.set(subject, rest);
      continue;
    }
    const [, name, labelText = '', value] = SAMPLE.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    const type = types.get(name) ?? types.get(name.replace(/_(?:bucket|sum|count)$/, ''));
    if (type === undefined) throw new Error(`no TYPE before: ${line}`);
    const labels: Record<string, string> = {};
    for (let left = labelText; left !== ''; ) {
      const [whole, label, labelValue] = LABEL.exec(left) ?? [];
      if (whole === undefined || label in labels) throw new Error(`bad labels: ${line}`);
      labels[label] = labelValue;
      left = left.slice(whole.length);
    }
    const key = `${name} ${JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
    if (seen.has(key)) throw new Error(`a series twice: ${line}`);
    seen.add(key);
    if (type === 'counter' && !(Number(value) >= 0)) throw new Error(`a negative counter: ${line}`);
    series.push({ name, labels, value: value.toLowerCase() === 'nan' ? Number.NaN : Number(value.replace('Inf', 'Infinity')) });
  }
  return series;
}

/** The value of the one series that has this name and these labels; undefined where there is none. */
export function valueOf(series: readonly Series[], name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  return series.find((each) => each.name === name && Object.entries(labels).every(([label, value]) => each.labels[label] === value))?.value;
}
