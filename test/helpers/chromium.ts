/** The Chromium that browser tests drive: the system's own, nothing is downloaded. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** $CHROMIUM_PATH where given, else one of the usual places; null where there is none. */
export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? USUAL_PLACES.find((place) => existsSync(place)) ?? null;

/** To stand in the name of every browser test, so that a skipped one says why. */
export const NEEDS_CHROMIUM = CHROMIUM === null ? ' (skipped: no Chromium; on Debian `apt-get install chromium`, or set CHROMIUM_PATH)' : '';

/** Starts it without anything that would ask the network for something by itself. */
export function launchChromium(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error('there is no Chromium to start');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'],
  });
}
