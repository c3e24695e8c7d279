/** A reader before a server that answers those who have a key. */
import { afterAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { importInto, LATER_PAPERS, QUIRKY_CORPUS } from './quirky-corpus.js';
import { listening, visit } from './visit.js';

describe.skipIf(CHROMIUM === null)(`a server that asks for a key${NEEDS_CHROMIUM}`, () => {
  let server: Server | null = null;
  afterAll(() => server?.stop());

  it('is asked with the one that the reader types, also for files, until it is revoked', async () => {
    const dataDir = join(tempDir(), 'data');
    await importInto(dataDir, 'quirky', QUIRKY_CORPUS);
    const key = (await coterie(['keys', 'add', 'reader', '--data', dataDir])).stdout.trim();
    server = await serve(['--data', dataDir, '--access', 'key']);
    const { prepare, hasBegun } = listening();
    const { page, faults } = await visit(server, '/rankings?metric=DEGREE', { expected: [/status of 401/], prepare });
    const field = page.getByLabel('Key');
    await field.waitFor();
    await expectAccessible(page);
    await field.fill(key.slice(0, -1));
    await page.keyboard.press('Enter');
    await page.getByText('mistyped or cut off').waitFor();
    await field.fill(key);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.locator('.rankings-list tbody tr').first().waitFor();

    await page.getByRole('button', { name: 'Export' }).click();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('button.export-link').first().click()]);
    expect(saved.suggestedFilename()).toMatch(/\.\w+$/);
    expect([page.url().includes(key), await page.evaluate('JSON.stringify([localStorage, document.cookie])')]).toEqual([false, expect.not.stringContaining(key)]);

    // With the key in a header, as no EventSource could send it.
    await page.evaluate('window.dispatchEvent(new Event("online"))');
    await expect.poll(hasBegun, { timeout: 20_000 }).toBe(true);
    await importInto(dataDir, 'later', LATER_PAPERS);
    await page.getByText('New data since this page was shown: 1 paper more.').waitFor({ timeout: 20_000 });

    await coterie(['keys', 'revoke', 'reader', '--data', dataDir]);
    await page.reload();
    await page.getByText('has been revoked').waitFor();
    await page.getByRole('button', { name: 'Go on without a key' }).click();
    await page.getByText('This server answers only who has a key').waitFor();
    expect(faults).toEqual([]);
  });
});
