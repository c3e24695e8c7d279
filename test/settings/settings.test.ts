import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytes, duration, listOf, onOff, oneOf, wholeNumber } from '../../src/settings/setting.js';
import { effective, readSettingsFile } from '../../src/settings/sources.js';
import { ALL_SETTINGS, effectiveSettings, SETTINGS } from '../../src/settings/table.js';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
let count = 0;
const fileOf = (text: string) => {
  const path = join(folder, `${(count += 1)}.yaml`);
  writeFileSync(path, text);
  return path;
};
const read = (text: string) => readSettingsFile(fileOf(text), {}, ALL_SETTINGS);

describe('kinds of settings', () => {
  it('read what they accept, and nothing else', () => {
    expect(wholeNumber(1, 9).read(['9'])).toBe(9);
    expect(['10', '0', '-1', '1.5', '', '1e1'].map((each) => wholeNumber(1, 9).read([each]))).toEqual(Array(6).fill(undefined));
    expect(['512MB', '1 gb', '2GiB', '100', '1.5k'].map((each) => bytes(1).read([each]))).toEqual([512 * 1024 ** 2, 1024 ** 3, 2 * 1024 ** 3, 100, 1536]);
    expect(['', '5 apples', '-1MB', 'MB'].map((each) => bytes(1).read([each]))).toEqual(Array(4).fill(undefined));
    expect(['500ms', '20s', '5min', '1h'].map((each) => duration(1, 4e6).read([each]))).toEqual([500, 20_000, 300_000, 3_600_000]);
    expect(['20', 's', '2d', '-1s'].map((each) => duration(1, 4e6).read([each]))).toEqual(Array(4).fill(undefined));
    expect(['on', 'TRUE', '0', 'no', 'maybe'].map((each) => onOff.read([each]))).toEqual([true, true, false, false, undefined]);
    expect(oneOf(['json', 'text']).read(['JSON'])).toBe('json');
    expect(listOf('<n>', 'numbers', (each) => (/^\d$/.test(each) ? Number(each) : undefined)).read(['1, 2', '3'])).toEqual([1, 2, 3]);
  });

  it('write sizes and times as people do', () => {
    expect([bytes(1).write(2 * 1024 ** 3), bytes(1).write(1000), duration(1, 9e9).write(90_000), duration(1, 9e9).write(86_400_000)]).toEqual(['2GB', '1000B', '90s', '1d']);
  });
});

describe('where a setting comes from', () => {
  it('is the command line before the environment before the file before the default', () => {
    const file = read('port: 1\n');
    const flag = new Map([['port', ['3']]]);
    const portOf = (flags: ReadonlyMap<string, readonly string[]>, environment: NodeJS.ProcessEnv, from: typeof file) => {
      const { all } = effectiveSettings(flags, environment, from);
      const port = all.find(({ setting }) => setting === SETTINGS.port);
      return [port?.value, port?.origin];
    };
    expect(portOf(flag, { PORT: '2' }, file)).toEqual([3, 'command line']);
    expect(portOf(new Map(), { PORT: '2' }, file)).toEqual([2, 'environment']);
    expect(portOf(new Map(), { PORT: ' ' }, file)).toEqual([1, 'file']);
    expect(portOf(new Map(), {}, null)).toEqual([4000, 'default']);
  });

  it('is named when the value can not be used', () => {
    const file = read('port: seven\n');
    expect(() => effective(SETTINGS.port, ['x'], {}, null)).toThrow('--port is "x", but must be a whole number from 0 to 65535');
    expect(() => effective(SETTINGS.port, undefined, { PORT: '99999' }, null)).toThrow('$PORT is "99999", but must be');
    expect(() => effective(SETTINGS.port, undefined, {}, file)).toThrow(`"port" in ${file?.path} is "seven", but must be`);
  });

  it('never shows a secret', () => {
    expect(SETTINGS.curatorToken.isSecret).toBe(true);
    expect(() => read('curator-token: abc\n')).toThrow('is a secret and is read from $COTERIE_CURATOR_TOKEN alone');
  });
});

describe('a settings file', () => {
  it('gives lists, switches and paths from its own folder', () => {
    const file = read('embed-origin: [https://a.org, https://b.org]\nintrospection: no\ncurator-token-file: token\n');
    const { settings } = effectiveSettings(new Map(), {}, file);
    expect(settings).toMatchObject({ embedOrigins: ['https://a.org', 'https://b.org'], introspection: false, curatorTokenFile: join(folder, 'token') });
  });

  it('is refused where it is none, naming the file', () => {
    expect(() => read('prot: 1\n')).toThrow(/\d+\.yaml sets "prot", which is no setting: did you mean "port"\?$/);
    expect(() => read('colour: 1\n')).toThrow(/\d+\.yaml sets "colour", which is no setting: there are data, port, /);
    // All faults of a file at once.
    expect(() => read('prot: 1\nworkers: none\nhosts: x\n')).toThrow(/sets "prot".*\n.*sets "hosts".*"host"\?\n"workers" in .* is "none", but must be a whole number/);
    expect(() => read('port: [1, 2]\n')).toThrow('sets "port" to ["1","2"], but it must be a whole number');
    expect(() => read('port: {a: 1}\n')).toThrow('sets "port" to {"a":"1"}, but it must be');
    expect(() => read('- port\n')).toThrow('must be a mapping of settings');
    expect(() => read('port: 1\nport: 2\n')).toThrow('is not YAML: Map keys must be unique');
    expect(() => readSettingsFile(join(folder, 'missing.yaml'), {}, ALL_SETTINGS)).toThrow('can\'t be read');
    expect(read('')?.values.size).toBe(0);
  });

  it('is the one that $COTERIE_CONFIG names, unless the command line names another', () => {
    const [one, other] = [fileOf('port: 1\n'), fileOf('port: 2\n')];
    expect(readSettingsFile(undefined, { COTERIE_CONFIG: one }, ALL_SETTINGS)?.path).toBe(one);
    expect(readSettingsFile(other, { COTERIE_CONFIG: one }, ALL_SETTINGS)?.path).toBe(other);
    expect(readSettingsFile(undefined, {}, ALL_SETTINGS)).toBeNull();
  });
});
