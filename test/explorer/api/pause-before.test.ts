import { describe, expect, it } from 'vitest';
import { pauseBefore } from '../../../src/explorer/api/ask.js';

const awaited = (retryAfterMs?: unknown, code = 'METRIC_COMPUTING') => ({ message: 'It is being computed.', extensions: { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } });

describe('the pause before asking again', () => {
  it('is what the server says of the first that will be there, within ten seconds', () => {
    expect(pauseBefore([awaited(4_000), awaited(900, 'TOO_MANY_COMPUTATIONS')], 500)).toBe(900);
    expect(pauseBefore([awaited(60_000)], 500)).toBe(10_000);
  });

  it('is the asker’s own where the server says nothing of it', () => {
    expect(pauseBefore([], 500)).toBe(500);
    expect(pauseBefore([awaited(), awaited('soon'), awaited(700, 'BAD_USER_INPUT')], 1_500)).toBe(1_500);
  });
});
