/**
 * Mouse and fingers. Our own search for what lies under them takes the place of sigma's, which knows no edge narrower than
 * a finger and waits for the graphics processor at each move. In a large network dragging moves the finished canvases and
 * draws anew on release: a picture of 20,000 edges takes longer than a frame where there is no graphics processor.
 */
import type { Sigma } from 'sigma';
import type { MouseCoords, TouchCoords } from 'sigma/types';
import type { Place } from './graph.js';
import type { Focus } from './looks.js';

export interface PointerOptions {
  readonly hit: (x: number, y: number, pointer: 'mouse' | 'touch') => Focus | null;
  readonly onPoint: (hit: Focus | null) => void;
  readonly onPick: (hit: Focus | null) => void;
  readonly isLarge: () => boolean;
}

/** Less than this is a click with an unsteady hand. In CSS pixels. */
const LEAST_DRAG = 4;

/** Listens until sigma is killed. */
export function listenToPointers(sigma: Sigma<Place>, { hit, onPoint, onPick, isLarge }: PointerOptions): void {
  const mouse = sigma.getMouseCaptor();
  const touch = sigma.getTouchCaptor();
  for (const name of ['mousemove', 'click', 'mouseleave', 'mousedown', 'mouseup', 'rightClick', 'mousemovebody'] as const) mouse.removeAllListeners(name);
  for (const name of ['touchdown', 'touchup', 'touchmove', 'tap'] as const) touch.removeAllListeners(name);

  let start: { readonly x: number; readonly y: number } | null = null;
  let dragged: { readonly x: number; readonly y: number } | null = null;
  const shift = (transform: string) => {
    for (const [name, canvas] of Object.entries(sigma.getCanvases())) if (name !== 'mouse') canvas.style.transform = transform;
  };

  mouse.on('mousedown', ({ x, y }: MouseCoords) => {
    [start, dragged] = [{ x, y }, null];
  });
  mouse.on('mousemovebody', (event: MouseCoords) => {
    if (start === null || !mouse.isMouseDown) return;
    const moved = { x: event.x - start.x, y: event.y - start.y };
    if (dragged === null && Math.hypot(moved.x, moved.y) < LEAST_DRAG) {
      event.preventSigmaDefault();
      return;
    }
    if (dragged === null) onPoint(null);
    dragged = moved;
    if (!isLarge()) return;
    event.preventSigmaDefault();
    shift(`translate(${moved.x}px, ${moved.y}px)`);
  });
  mouse.on('mouseup', () => {
    if (dragged !== null && isLarge()) {
      const [from, to] = [sigma.viewportToFramedGraph(dragged), sigma.viewportToFramedGraph({ x: 0, y: 0 })];
      const camera = sigma.getCamera();
      sigma.once('afterRender', () => shift(''));
      camera.setState({ x: camera.x + to.x - from.x, y: camera.y + to.y - from.y });
    }
    start = null;
  });
  mouse.on('mousemove', ({ x, y }: MouseCoords) => {
    if (!mouse.isMouseDown) onPoint(hit(x, y, 'mouse'));
  });
  mouse.on('mouseleave', () => onPoint(null));
  mouse.on('click', ({ x, y }: MouseCoords) => {
    if (dragged === null) onPick(hit(x, y, 'mouse'));
  });
  // To sigma the end of a drag soon after a click is a double click.
  mouse.on('doubleClick', (event: MouseCoords) => {
    if (dragged !== null) event.preventSigmaDefault();
  });
  touch.on('tap', ({ touches, previousTouches }: TouchCoords) => {
    const at = touches[0] ?? previousTouches[0];
    if (at !== undefined) onPick(hit(at.x, at.y, 'touch'));
  });
}
