/** Colours as numbers: mixing, translucency, and the palettes of the drawing. */
import type { Theme } from './types.js';

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/**
 * Okabe & Ito's colours that stay apart under the common kinds of colour blindness (https://jfly.uni-koeln.de/color/),
 * without black, the ones easiest to tell apart first. One that were too faint on a ground is told from it by its rim.
 */
export const GROUP_COLOURS: readonly string[] = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442'];
/** All other groups; unknown ones. */
export const OTHER: Readonly<Record<Theme, string>> = { light: '#8b9097', dark: '#8a9099' };
export const UNKNOWN: Readonly<Record<Theme, string>> = { light: '#d5d9df', dark: '#5f6771' };
/** Where colour says nothing. */
export const SINGLE: Readonly<Record<Theme, string>> = { light: '#0072b2', dark: '#56b4e9' };

/** Viridis (Smith & van der Walt, matplotlib) at ten even steps: its lightness rises evenly, for colour-blind eyes too. */
const VIRIDIS = ['#440154', '#482878', '#3e4989', '#31688e', '#26828e', '#1f9e89', '#35b779', '#6ece58', '#b5de2b', '#fde725'];

/** What the drawing lies on and is written with; as `--ground`, `--text`, `--quiet`, `--accent` of the pages. */
export interface Inks {
  readonly ground: Rgb;
  readonly text: Rgb;
  readonly edge: Rgb;
  readonly accent: Rgb;
  /** What a node's colour is multiplied with for its rim: darker on white, as it is on black. */
  readonly rim: number;
}

export const INKS: Readonly<Record<Theme, Inks>> = {
  light: { ground: rgb('#ffffff'), text: rgb('#1a1e23'), edge: rgb('#56606c'), accent: rgb('#0a58a8'), rim: 0.55 },
  dark: { ground: rgb('#14171a'), text: rgb('#e8eaed'), edge: rgb('#a6aeb9'), accent: rgb('#7db8f5'), rim: 1 },
};

/** `#rrggbb` to numbers. */
export function rgb(written: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(written.slice(at, at + 2), 16)) as unknown as Rgb;
}

export function hex(colour: Rgb): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** `share` (0 to 1) of the second colour in the first. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A translucent colour as sigma's blending wants it: the channels already multiplied with the opacity (0 to 1). */
export function premultiplied([r, g, b]: Rgb, opacity: number): string {
  return `rgba(${Math.round(r * opacity)},${Math.round(g * opacity)},${Math.round(b * opacity)},${opacity})`;
}

/**
 * The colour of a share (0 to 1) of a sequential scale: the larger the share, the more it stands out from the ground,
 * darker on white and lighter on black. The end that would be lost on the ground is left out.
 */
export function sequential(share: number, theme: Theme): string {
  const at = (theme === 'light' ? 0.95 - 0.95 * share : 0.37 + 0.63 * share) * (VIRIDIS.length - 1);
  const lower = Math.min(Math.floor(at), VIRIDIS.length - 2);
  return hex(mix(rgb(VIRIDIS[lower]), rgb(VIRIDIS[lower + 1]), at - lower));
}
