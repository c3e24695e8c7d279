/** Budgets: each limit met exactly and just passed, windows that end, and memory that is bounded. */
import { describe, expect, it } from 'vitest';
import { Attempts } from '../../src/callers/attempts.js';
import { Budgets, LEAST_CHARGE, OverBudgetError } from '../../src/callers/budgets.js';
import { ANYBODY, type Caller } from '../../src/callers/caller.js';
import { Refusals } from '../../src/callers/refusals.js';
import { commandLineActor, type AuditEvent } from '../../src/callers/audit-entry.js';

const at = (address: string): Caller => ({ ...ANYBODY, address });
const key: Caller = { kind: 'KEY', id: '00000001', name: 'k', role: 'READER', address: '192.0.2.1' };

describe('a budget', () => {
  it('can be spent to the last point, and is whole again when its window has ended', () => {
    let now = 5;
    const budgets = new Budgets({ points: 1_000, keyPoints: 2_000, windowMs: 100, atOnce: null, now: () => now });
    const spending = budgets.enter(at('192.0.2.1'));
    expect(() => spending.charge(1_001 - LEAST_CHARGE)).toThrow('more than the 1,000 that a client has');
    spending.charge(1_000 - LEAST_CHARGE);
    expect(spending.state).toEqual({ limit: 1_000, used: 1_000, remaining: 0, resetMs: 100, windowMs: 100 });
    expect(() => spending.charge(1)).toThrow(OverBudgetError);
    expect(() => budgets.enter(at('192.0.2.1'))).toThrow('ask again in 1 s');
    expect(budgets.enter(key).state?.limit).toBe(2_000);
    expect(budgets.enter(at('192.0.2.2')).state?.used).toBe(LEAST_CHARGE);
    now = 104;
    expect(() => budgets.enter(at('192.0.2.1'))).toThrow(OverBudgetError);
    now = 105;
    expect(budgets.enter(at('192.0.2.1')).state).toMatchObject({ used: LEAST_CHARGE, resetMs: 100 });
  });

  it('is overspent by what has been done already, and the next request is refused for it', () => {
    const budgets = new Budgets({ points: 1_000, keyPoints: null, windowMs: 60_000, atOnce: null, now: () => 0 });
    const first = budgets.enter(at('10.0.0.9'));
    first.chargeAfterwards(600);
    expect(first.state).toMatchObject({ used: 800, remaining: 200 });
    budgets.enter(at('10.0.0.9')).chargeAfterwards(600);
    expect(first.state).toMatchObject({ used: 1_600, remaining: 0 });
    expect(() => budgets.enter(at('10.0.0.9'))).toThrow('This takes 200 points, but 1,600 of the 1,000');
    expect(() => budgets.enter(at('10.0.0.8'))).not.toThrow();
  });

  it('has as many requests at once as may be, and one more when one has ended', () => {
    const budgets = new Budgets({ points: null, keyPoints: null, windowMs: 100, atOnce: 2 });
    const [first] = [budgets.enter(key), budgets.enter(key)];
    expect(() => budgets.enter(key)).toThrow('2 requests of yours are being answered');
    expect(budgets.enter(at('192.0.2.1')).state).toBeNull();
    first.leave();
    first.leave();
    budgets.enter(key);
    expect(() => budgets.enter(key)).toThrow(OverBudgetError);
  });

  it('is one for an IPv6 subscriber, and addresses without end take no memory without end and no key\'s budget', () => {
    const budgets = new Budgets({ points: 2 * LEAST_CHARGE, keyPoints: 2 * LEAST_CHARGE, windowMs: 1e6, atOnce: null });
    budgets.enter(key).leave();
    for (const tail of ['1', '2']) budgets.enter(at(`2001:db8:0:1::${tail}`)).leave();
    expect(() => budgets.enter(at('2001:db8:0:1::3'))).toThrow(OverBudgetError);
    for (let count = 0; count < 20_000; count++) budgets.enter(at(`10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`)).leave();
    expect(budgets.size).toBeLessThanOrEqual(10_001);
    expect(budgets.enter(key).state?.remaining).toBe(0);
  });
});

describe('what strangers may bring about', () => {
  it('is so many wrong credentials in a minute', () => {
    let now = 0;
    const attempts = new Attempts(2, () => now);
    attempts.failed('a');
    expect(attempts.blockedFor('a')).toBe(0);
    attempts.failed('a');
    expect([attempts.blockedFor('a'), attempts.blockedFor('b')]).toEqual([60, 0]);
    now = 60_000;
    expect(attempts.blockedFor('a')).toBe(0);
  });

  it('is sixty lines of the audit log in a minute, the next of which says how many were not written', () => {
    let now = 0;
    const lines: AuditEvent[] = [];
    const refusals = new Refusals({ append: (event) => void lines.push(event) }, () => undefined, () => now);
    const note = (): void => refusals.note(commandLineActor(), 'CHANGE_REFUSED', { needed: 'CURATOR' });
    for (let count = 0; count < 63; count++) note();
    expect(lines.length).toBe(60);
    now = 60_000;
    note();
    expect(lines.at(-1)?.details).toEqual({ needed: 'CURATOR', refusalsBeforeNotWritten: 3 });
  });

  it('hides nothing that a key has tried behind wrong credentials, of one address or of many', () => {
    const lines: AuditEvent[] = [];
    const refusals = new Refusals({ append: (event) => void lines.push(event) }, () => undefined, () => 0);
    const anonymous = (address: string): void => refusals.note({ who: { kind: 'ANONYMOUS' }, role: null, address, requestId: null }, 'CREDENTIALS_REFUSED', { reason: 'UNKNOWN' });
    const known = (id: string): void => refusals.note({ who: { kind: 'KEY', id, name: id }, role: 'READER', address: '10.0.0.1', requestId: null }, 'CHANGE_REFUSED', { needed: 'CURATOR' });
    for (let count = 0; count < 100; count++) anonymous('10.0.0.1');
    expect(lines.length).toBe(20);
    for (let count = 0; count < 100; count++) anonymous(`10.0.1.${count}`);
    expect(lines.length).toBe(60);
    for (let count = 0; count < 61; count++) known('k1');
    known('k2');
    expect(lines.length).toBe(60 + 60 + 1);
    expect(lines[60].details).toMatchObject({ refusalsBeforeNotWritten: 60 });
  });
});
