/** The layout in a thread of its own: takes one input, posts places while they settle, then the final ones. */
import { layOut, type LayoutInput, type Places } from './layout.js';

export interface LayoutOrder {
  readonly input: LayoutInput;
  /** Whether places in between are wanted. */
  readonly isWatched: boolean;
}

export interface LayoutReport {
  readonly places: Places;
  readonly isFinal: boolean;
}

/** Milliseconds between two posts: as often as a page can well draw them. */
const PACE = 70;

const post = (report: LayoutReport) => postMessage(report);

addEventListener('message', ({ data: { input, isWatched } }: MessageEvent<LayoutOrder>) => {
  const steps = layOut(input);
  let posted = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      post({ places: step.value, isFinal: true });
      return;
    }
    if (isWatched && performance.now() - posted >= PACE) {
      post({ places: step.value(), isFinal: false });
      posted = performance.now();
    }
  }
});
