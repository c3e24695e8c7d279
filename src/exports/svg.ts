/** The drawing of a network as SVG 1.1: browsers, Inkscape, Illustrator, LaTeX. */
import { draw, type DrawingOptions } from './drawing.js';
import { metadataLines, type ExportedNetwork } from './network.js';
import { xmlText } from './xml-text.js';

const THEMES = {
  light: { paper: '#ffffff', ink: '#1a1a1a', line: '#8a8a8a', rim: '#ffffff' },
  dark: { paper: '#14161a', ink: '#f2f2f2', line: '#6f747c', rim: '#14161a' },
} as const;

/** Tenths of a pixel are enough, and the same on every machine. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Draws the network. Title and description name what is shown, for readers who don't see it. Memory: the network. */
export function* svgOf(network: ExportedNetwork, options: DrawingOptions): Generator<string> {
  const { width, height } = options;
  const { paper, ink, line, rim } = THEMES[options.theme];
  const { circles, lines, labels, legend } = draw(network, options);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif">\n`;
  yield `<title>${xmlText(network.metadata.title)}</title>\n<desc>${xmlText([`${network.nodeCount} authors, ${network.edgeCount} collaborations`, ...metadataLines(network.metadata).slice(1)].join('\n'))}</desc>\n`;
  yield `<rect width="${width}" height="${height}" fill="${paper}"/>\n<g stroke="${line}" stroke-opacity="0.5" stroke-linecap="round">\n`;
  for (const { from, to, width: thickness } of lines) yield `<line x1="${px(from.x)}" y1="${px(from.y)}" x2="${px(to.x)}" y2="${px(to.y)}" stroke-width="${px(thickness)}"/>\n`;
  yield `</g>\n<g stroke="${rim}" stroke-width="1">\n`;
  for (const { x, y, radius, colour, node } of circles) yield `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${colour}"><title>${xmlText(node.label)}</title></circle>\n`;
  yield `</g>\n<g fill="${ink}" stroke="${paper}" stroke-width="3" paint-order="stroke" dominant-baseline="central">\n`;
  for (const { circle, fontSize } of labels) yield `<text x="${px(circle.x + circle.radius + 2)}" y="${px(circle.y)}" font-size="${px(fontSize)}">${xmlText(circle.node.label)}</text>\n`;
  yield '</g>\n';
  if (legend.length > 0) {
    const title = network.nodeColumns.find(({ name }) => name === options.colourBy)?.title ?? '';
    yield `<g fill="${ink}" font-size="12"><text x="16" y="24" font-weight="600">${xmlText(title)}</text>\n`;
    for (const [at, { colour, text, nodes }] of legend.entries()) yield `<circle cx="22" cy="${40 + at * 18}" r="6" fill="${colour}"/><text x="34" y="${44 + at * 18}">${xmlText(text)} (${nodes})</text>\n`;
    yield '</g>\n';
  }
  yield '</svg>\n';
}
