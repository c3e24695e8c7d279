/** The audit log: what stands in it, and that nothing of it can be altered unseen. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandLineActor, type AuditEvent } from '../../src/callers/audit-entry.js';
import { audited, AuditLog, auditPath } from '../../src/callers/audit-log.js';
import { readAudit, type AuditLine } from '../../src/callers/audit-reading.js';
import { tempDir } from '../helpers/temp-dir.js';

const event = (details: AuditEvent['details']): AuditEvent => ({ actor: commandLineActor(), action: 'IMPORT', outcome: 'DONE', details });

function logOf(count: number): string {
  const dataDir = tempDir();
  const log = new AuditLog(dataDir);
  for (let at = 1; at <= count; at++) log.append(event({ at, name: 'Łukasiewicz' }));
  return dataDir;
}

async function linesOf(dataDir: string): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for await (const line of readAudit(dataDir)) lines.push(line);
  return lines;
}

const faultsOf = async (dataDir: string) => (await linesOf(dataDir)).flatMap(({ line, faults }) => faults.map((fault) => [line, fault]));

/** Rewrites the lines of a log. */
function alter(dataDir: string, change: (lines: string[]) => string[]): void {
  writeFileSync(auditPath(dataDir), change(readFileSync(auditPath(dataDir), 'utf8').trimEnd().split('\n')).map((line) => `${line}\n`).join(''));
}

describe('the audit log', () => {
  it('is a chain, numbered from 1', async () => {
    const dataDir = logOf(3);
    const lines = await linesOf(dataDir);
    expect(lines.map(({ entry, faults }) => [entry?.sequence, entry?.details['at'], faults])).toEqual([[1, 1, []], [2, 2, []], [3, 3, []]]);
    expect(lines[2].entry?.previous).toBe(lines[1].sha256);
    expect(lines[0].entry?.who).toMatchObject({ kind: 'CLI' });
  });

  it.each([
    ['altered', (lines: string[]) => [lines[0], lines[1].replace('"at":2', '"at":7'), lines[2]], [[3, 'does not hold the sha256']]],
    ['left out', (lines: string[]) => [lines[0], lines[2]], [[2, 'does not hold the sha256'], [2, 'has the number 3']]],
    ['changed in their order', (lines: string[]) => [lines[1], lines[0], lines[2]], [[1, 'is not the first'], [1, 'has the number 2'], [2, 'does not hold'], [2, 'has the number 1'], [3, 'does not hold'], [3, 'has the number 3']]],
    ['no JSON', (lines: string[]) => [lines[0], 'x', lines[2]], [[2, 'is no entry'], [3, 'does not hold']]],
  ])('shows where lines are %s', async (_, change, faults) => {
    const dataDir = logOf(3);
    alter(dataDir, change);
    expect(await faultsOf(dataDir)).toEqual(faults.map(([line, words]) => [line, expect.stringContaining(words as string)]));
  });

  it('takes a torn last line into one that says so, and goes on', async () => {
    const dataDir = logOf(2);
    appendFileSync(auditPath(dataDir), '{"sequence":3,"ti');
    expect(await faultsOf(dataDir)).toEqual([[3, expect.stringContaining('is torn')]]);
    const said: string[] = [];
    new AuditLog(dataDir, (sentence) => said.push(sentence)).append(event({ at: 3 }));
    expect(said).toEqual([expect.stringContaining('had been torn')]);
    const lines = await linesOf(dataDir);
    expect(lines[2].entry?.details).toEqual({ bytes: 17, torn: '{"sequence":3,"ti' });
    expect(lines.map(({ entry, faults }) => [entry?.action, faults])).toEqual([['IMPORT', []], ['IMPORT', []], ['LOG_MENDED', []], ['IMPORT', []]]);
  });

  it('cuts what is too long to be a line, and says so', async () => {
    const dataDir = tempDir();
    new AuditLog(dataDir).append(event({ text: 'x'.repeat(100_000) }));
    new AuditLog(dataDir).append(event({ at: 2 }));
    const lines = await linesOf(dataDir);
    expect(lines.map(({ faults }) => faults)).toEqual([[], []]);
    expect(lines[0].entry?.details).toMatchObject({ tooLong: expect.any(Number) });
  });

  it('takes nothing behind a last line that is damaged', () => {
    const dataDir = logOf(1);
    appendFileSync(auditPath(dataDir), 'x\n');
    expect(() => new AuditLog(dataDir).append(event({}))).toThrow('its last line is damaged');
  });
});

describe('a change', () => {
  const actor = commandLineActor();

  it('stands between two lines, the second with what came of it', async () => {
    const dataDir = tempDir();
    const log = new AuditLog(dataDir);
    await audited(log, actor, 'IMPORT', { file: 'a' }, (begin) => Promise.resolve(begin()), () => ({ snapshot: 's' }));
    await expect(audited(log, actor, 'IMPORT', {}, (begin) => Promise.resolve(begin()).then(() => Promise.reject(new Error('full'))))).rejects.toThrow('full');
    await expect(audited(log, actor, 'IMPORT', {}, () => Promise.reject(new Error('refused before')))).rejects.toThrow('refused before');
    expect((await linesOf(dataDir)).map(({ entry }) => [entry?.outcome, entry?.details])).toEqual([
      ['BEGUN', { file: 'a' }], ['DONE', { file: 'a', snapshot: 's' }], ['BEGUN', {}], ['FAILED', { error: 'Error: full' }],
    ]);
  });

  it('is not made where the log can\'t be written', async () => {
    const dataDir = tempDir();
    mkdirSync(auditPath(dataDir));
    let isMade = false;
    await expect(audited(new AuditLog(dataDir), actor, 'IMPORT', {}, (begin) => Promise.resolve(begin()).then(() => void (isMade = true)))).rejects.toThrow('a change that is not written down is not made');
    expect(isMade).toBe(false);
  });
});
