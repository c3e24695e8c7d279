import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { sharedBrowser, visit } from './visit.js';

describe.skipIf(CHROMIUM === null)(`views in pages of others${NEEDS_CHROMIUM}`, () => {
  let allowing: Server;
  let closed: Server;
  let host: HttpServer;
  let hostUrl: string;
  /** What the other page holds. */
  let html = '';
  const dataDir = tempDir();

  beforeAll(async () => {
    host = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(`<!doctype html><html lang="en"><title>Host</title><main><h1>Host</h1>${html}</main></html>`));
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
    hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    closed = await serve(['--sample', '--data', dataDir]);
    allowing = await serve(['--data', dataDir, '--embed-origin', 'https://example.org', '--embed-origin', hostUrl]);
  });
  afterAll(async () => {
    host?.close();
    await Promise.all([allowing?.stop(), closed?.stop()]);
  });

  /** Opens the other page with these lines in it. */
  async function openHost(lines: string) {
    html = lines;
    const page = await (await sharedBrowser()).newPage();
    await page.goto(hostUrl);
    return page;
  }

  it('the snippet of a view shows it in a page that is allowed, and what is chosen there stays there', async () => {
    const { page: ours } = await visit(allowing, '/rankings?metric=STRENGTH');
    await ours.getByRole('button', { name: 'Embed' }).click();
    const snippet = await ours.getByLabel('HTML for your page').inputValue();
    expect(snippet).toContain(`src="${allowing.url}/embed/rankings?metric=STRENGTH"`);
    await ours.close();

    const page = await openHost(snippet);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link', { name: 'Hanna Mazzawi' }).first().waitFor();
    expect(await frame.locator('header, nav[aria-label="Pages"], .view-actions:visible').count()).toBe(0);
    await frame.getByText('11 papers by 14 authors').waitFor();
    await frame.getByLabel('Order by').selectOption('DEGREE');
    await frame.getByRole('heading', { name: 'Authors by Collaborators' }).or(frame.getByRole('heading', { name: /^Authors by / })).waitFor();
    await expect.poll(() => page.frames()[1].url()).toBe(`${allowing.url}/embed/rankings`);
    const popup = page.waitForEvent('popup');
    await frame.getByRole('link', { name: 'Open in Coterie' }).click();
    const whole = await popup;
    expect(whole.url()).toBe(`${allowing.url}/rankings`);
    await whole.getByRole('link', { name: 'Playground' }).waitFor();
    await page.close();
  });

  it.each([
    ['no origin is', () => `${closed.url}/embed/rankings`],
    ['views alone are', () => `${allowing.url}/rankings`],
    ['views alone are', () => `${allowing.url}/graphql`],
  ])('nothing is shown where %s allowed', async (_why, address) => {
    const page = await openHost('');
    const blocked = page.waitForEvent('console', (message) => /frame-ancestors|X-Frame-Options|refused to connect|Refused to frame|Framing/i.test(message.text()));
    html = `<iframe title="x" src="${address()}"></iframe>`;
    await page.reload();
    await blocked;
    expect(await page.frameLocator('iframe').locator('#explorer, #playground').count()).toBe(0);
    await page.close();
  });

  it('an embedded view passes axe by itself, and keeps within a phone’s width', async () => {
    const { page, faults } = await visit(allowing, '/embed/rankings', { colorScheme: 'dark', viewport: { width: 360, height: 640 } });
    await page.locator('tbody tr').first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('an origin that is none is refused with what one looks like, from the command line and the environment', async () => {
    const typed = await coterie(['serve', '--data', dataDir, '--embed-origin', 'example.org']);
    expect(typed.code).not.toBe(0);
    expect(typed.stderr).toContain('"example.org" is no origin of pages: give scheme, host and, where it is not the usual one, port, such as https://example.org');
    const inherited = await coterie(['serve', '--data', dataDir], { env: { COTERIE_EMBED_ORIGINS: 'https://ok.example, https://x.example/page' } });
    expect(inherited.stderr).toContain('"https://x.example/page" has more than an origin');
  });
});
