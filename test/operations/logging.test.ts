import { describe, expect, it } from 'vitest';
import { BoundedNames, OTHER, UNNAMED } from '../../src/operations/bounded-names.js';
import { textLine } from '../../src/operations/text-lines.js';
import { readExposition } from '../helpers/exposition.js';
import { routeName } from '../../src/serving/route-names.js';

describe('a line of text', () => {
  it('says what the line of JSON says', () => {
    const line = textLine(`${JSON.stringify({ level: 'info', time: '2026-01-02T03:04:05.678Z', requestId: 'abc', status: 200, codes: ['NOT_FOUND'], msg: 'request' })}\n`);
    expect(line).toBe('03:04:05.678 INFO  request requestId=abc status=200 codes="[\\"NOT_FOUND\\"]"\n');
  });

  it('stays one line, whatever stands in it', () => {
    const evil = 'x\n03:04:05.678 ERROR forged\r\u001B[2J\u2028\u202Eend';
    const line = textLine(JSON.stringify({ level: 'info', time: '2026-01-02T03:04:05.678Z', operation: evil, msg: evil }));
    expect(line.trimEnd().split(/[\n\r\u2028]/)).toHaveLength(1);
    expect(['\u001B', '\u202E'].filter((control) => line.includes(control))).toEqual([]);
  });

  it('has the cause of an error below it, indented', () => {
    const line = textLine(JSON.stringify({ level: 'error', time: '2026-01-02T03:04:05.678Z', msg: 'it broke', err: { type: 'Error', message: 'why', stack: 'Error: why\n    at here' } }));
    expect(line).toBe('03:04:05.678 ERROR it broke\n    Error: why\n    at here\n');
  });
});

describe('labels', () => {
  it('of operations are the first names that come, and one for all others', () => {
    const names = new BoundedNames(2);
    expect(['a', 'b', 'c', 'a', null, 'x'.repeat(101)].map((name) => names.labelOf(name))).toEqual(['a', 'b', OTHER, 'a', UNNAMED, OTHER]);
  });

  it('of routes are patterns', () => {
    expect(['/graphql?query={a}', '/graphql/', '/author/P1?x=1', '/author', '/', '/?q=1', '/assets/a.js', '/export/network.gexf', '/health/ready', '/etc/passwd', undefined, '//x'].map(routeName)).toEqual([
      '/graphql', '/graphql', '/author/*', '/author', '/', '/', '/assets/*', '/export/*', '/health/ready', 'other', 'other', 'other',
    ]);
  });
});

describe('the reader of expositions that tests go by', () => {
  it.each([
    ['a sample without a type', 'x 1\n', 'no TYPE before'],
    ['a label that is not quoted', '# TYPE x gauge\nx{a=1} 1\n', 'bad labels'],
    ['a series twice', '# TYPE x gauge\nx{a="1"} 1\nx{a="1"} 2\n', 'a series twice'],
    ['a negative counter', '# TYPE x counter\nx -1\n', 'a negative counter'],
    ['no end of line', '# TYPE x gauge\nx 1', 'does not end with a line feed'],
  ])('refuses %s', (_, text, why) => {
    expect(() => readExposition(text)).toThrow(why);
  });
});
