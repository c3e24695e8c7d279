import { describe, expect, it } from 'vitest';
import { isEmbedded, withEmbed, withoutEmbed } from '../../src/explorer/address/embedding.js';

describe('addresses of views without the frame', () => {
  it.each([
    ['/', '/embed'],
    ['/?x=1', '/embed?x=1'],
    ['/network?scope=top', '/embed/network?scope=top'],
    ['/author/A1', '/embed/author/A1'],
    ['/embedding', '/embed/embedding'],
  ])('%s is %s', (whole, embedded) => {
    expect(withEmbed(whole)).toBe(embedded);
    expect(withEmbed(embedded)).toBe(embedded);
    expect(withoutEmbed(embedded)).toBe(whole);
    expect([isEmbedded(whole), isEmbedded(embedded)]).toEqual([false, true]);
  });
});
