import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailDomain, withoutAddresses } from '../../src/sources/email-domains.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

describe('mail addresses', () => {
  it.each([
    ['Dept X, Town. a.b@Example.AC.uk', ['example.ac.uk'], 'Dept X, Town.'], ['X; Electronic address: a@b.example.org.', ['b.example.org'], 'X.'], ['no address @ all', [], 'no address @ all'], ['a@b', [], 'a@b'], ['E-mail: a@b.org', ['b.org'], ''],
  ])('of %s', (text, domains, rest) => expect(withoutAddresses(text)).toEqual({ text: rest, domains }));
  it('are all taken out, whatever was asked before', () => {
    expect(emailDomain('someone.with.a.long.name@long.example.org')).toBe('long.example.org');
    expect(withoutAddresses('a@b.org, Dept X')).toEqual({ text: 'Dept X', domains: ['b.org'] });
  });
  it('leave nothing behind, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', '@', '.', 'b.org', ' ', ';', 'é', 'E-mail:', '(', '@b.org', 'x@y.de'), { maxLength: 30 }).map((list) => list.join('')), (text) => {
      const { domains, text: rest } = withoutAddresses(text);
      expect(domains[0] ?? null).toBe(emailDomain(text));
      expect(rest).not.toContain('x@y.de ');
    }));
  });
  it('are found in long runs in time that grows with their length only', async () => {
    expect(await processorSeconds(() => {
      for (const text of [`${'a'.repeat(300_000)}@`, 'a@'.repeat(150_000), `${'a.'.repeat(150_000)}@${'b.'.repeat(150_000)}`]) withoutAddresses(text);
    })).toBeLessThan(HANGING_SECONDS);
  });
});
