/** Moves of the camera: animated, or at once where motion is unwanted. */
import type { Sigma } from 'sigma';
import type { Place } from './graph.js';

const ZOOM_STEP = 1.5;
/** Milliseconds. */
const FLIGHT = 400;
/** How near a flight to a node comes: a third of the whole. */
const NEAR = 1 / 3;
/** A node nearer to the frame's edge than this counts as outside. In CSS pixels. */
const MARGIN = 20;

export class CameraMoves {
  readonly #sigma: Sigma<Place>;
  readonly #isAtOnce: () => boolean;

  constructor(sigma: Sigma<Place>, isAtOnce: () => boolean) {
    this.#sigma = sigma;
    this.#isAtOnce = isAtOnce;
  }

  zoomIn(): void {
    this.#zoom(1 / ZOOM_STEP);
  }

  zoomOut(): void {
    this.#zoom(ZOOM_STEP);
  }

  /** Everything in the frame again. */
  fit(): void {
    this.#move({ x: 0.5, y: 0.5, ratio: 1 });
  }

  /** Moves the frame by shares of its size. */
  pan(right: number, down: number): void {
    const { width, height } = this.#sigma.getDimensions();
    const to = this.#sigma.viewportToFramedGraph({ x: width * (0.5 + right), y: height * (0.5 + down) });
    this.#move({ x: to.x, y: to.y });
  }

  /** Brings a node to the middle, near enough to see those around it. */
  flyTo(index: number): void {
    const data = this.#sigma.getNodeDisplayData(String(index));
    if (data) this.#move({ x: data.x, y: data.y, ratio: Math.min(this.#sigma.getCamera().ratio, NEAR) });
  }

  /** Brings a node into the frame if it is outside of it, without zooming. */
  reveal(index: number): void {
    const data = this.#sigma.getNodeDisplayData(String(index));
    if (!data) return;
    const { width, height } = this.#sigma.getDimensions();
    const { x, y } = this.#sigma.framedGraphToViewport(data);
    if (x < MARGIN || y < MARGIN || x > width - MARGIN || y > height - MARGIN) this.#move({ x: data.x, y: data.y });
  }

  #zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    this.#move({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  }

  #move(to: { readonly x?: number; readonly y?: number; readonly ratio?: number }): void {
    const camera = this.#sigma.getCamera();
    if (this.#isAtOnce()) camera.setState(to);
    else void camera.animate(to, { duration: FLIGHT, easing: 'quadraticInOut' });
  }
}
