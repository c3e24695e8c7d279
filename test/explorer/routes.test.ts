import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPageAddress, PAGE_SEGMENTS } from '../../src/serving/page-addresses.js';

// As text: the pages themselves need a browser.
const routes = readFileSync(path.resolve(import.meta.dirname, '../../src/explorer/app/routes.ts'), 'utf8');
const segments = [...routes.matchAll(/\{ segment: '([a-z]*)'/g)].map(([, segment]) => segment);

describe('addresses of pages', () => {
  it('are the same for the server and for the explorer', () => {
    expect(segments.toSorted()).toEqual([...PAGE_SEGMENTS].toSorted());
  });

  it.each([
    ['/', true],
    ['/author/A1', true],
    ['/venue/a/b', true],
    ['/embed/network', true],
    ['/authors', false],
    ['/assets/x.js', false],
  ])('%s: %s', (address, expected) => expect(isPageAddress(address)).toBe(expected));
});
