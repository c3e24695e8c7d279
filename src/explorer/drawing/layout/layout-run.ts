/** Asks the worker for a layout. */
import type { LayoutInput, Places } from './layout.js';
import type { LayoutOrder, LayoutReport } from './layout-worker.js';

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
