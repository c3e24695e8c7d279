/** Asks the worker for a layout, and who should make it: the browser or the server. */
import type { LayoutInput, Places } from './layout.js';
import type { LayoutOrder, LayoutReport } from './layout-worker.js';

/**
 * Above this many nodes the server's positions are used (`layout: { seed }` with iterations left to it) instead of the
 * seeded start (`layout: { seed, iterations: 0 }`) that the browser settles: on a slow machine the browser takes about
 * as many seconds as there are thousands of nodes.
 */
export const MAX_BROWSER_NODES = 1500;

/** Who lays out a picture of so many nodes. */
export function layoutMadeBy(nodeCount: number): 'browser' | 'server' {
  return nodeCount <= MAX_BROWSER_NODES ? 'browser' : 'server';
}

export interface LayoutRun {
  /** The final places; rejects when the worker can't be started or fails. Stays open when cancelled. */
  readonly places: Promise<Places>;
  /** Ends the worker at once. */
  cancel(): void;
}

/** Starts a layout. `onProgress` receives places while they settle, some fourteen times a second; leave it out when motion is unwanted. */
export function layOutNetwork(input: LayoutInput, onProgress?: (places: Places) => void): LayoutRun {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  const places = new Promise<Places>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutReport>) => {
      if (!data.isFinal) {
        onProgress?.(data.places);
        return;
      }
      worker.terminate();
      resolve(data.places);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new Error(`The layout could not be worked out${event.message ? `: ${event.message}` : ''}.`));
    });
  });
  const order: LayoutOrder = { input, isWatched: onProgress !== undefined };
  worker.postMessage(order, { transfer: [] });
  return { places, cancel: () => worker.terminate() };
}
