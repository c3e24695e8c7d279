/** The drawing as PNG: the SVG, rendered by resvg (Rust, with its own binary in the package) with the machine's fonts. */
import { Resvg } from '@resvg/resvg-js';
import type { DrawingOptions } from './drawing.js';
import type { ExportedNetwork } from './network.js';
import { svgOf } from './svg.js';

/** Renders at `options.scale` pixels per pixel of the drawing. Memory: the drawing and 4 bytes a pixel. */
export function pngOf(network: ExportedNetwork, options: DrawingOptions): Uint8Array {
  const svg = [...svgOf(network, options)].join('');
  const renderer = new Resvg(svg, { fitTo: { mode: 'zoom', value: options.scale }, font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' } });
  return renderer.render().asPng();
}
