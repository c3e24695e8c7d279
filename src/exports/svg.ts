/**
 * The drawing of a network as SVG 1.1 (https://www.w3.org/TR/SVG11/; `paint-order` of SVG 2, without which names only lose
 * their halo): browsers, Inkscape, Illustrator, LaTeX. Names are text, in the reader's own fonts. Title and description say
 * what is shown to those who don't see it; every circle bears its name.
 */
import { CAPTION_LINE, CAPTION_SIZE, groupText, LEGEND_SIZE, PADDING, TITLE_LINE, TITLE_SIZE } from './drawing-sheet.js';
import { shortened } from './drawing-text.js';
import type { Drawing } from './drawing.js';
import { metadataLines } from './network.js';
import { xmlText } from './xml-text.js';

const THEMES = {
  light: { paper: '#ffffff', ink: '#1a1a1a', quiet: '#595959', line: '#8a8a8a' },
  dark: { paper: '#14161a', ink: '#f2f2f2', quiet: '#a8adb5', line: '#6f747c' },
} as const;
type Colours = (typeof THEMES)['light' | 'dark'];

/** Tenths of a pixel are enough, and the same on every machine. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function counted(count: number, one: string, more: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
}

function description({ nodeCount, edgeCount, metadata, colours, sizes, notes }: Drawing): string {
  const by = [...(sizes === null ? [] : [`sized by ${sizes.title}`]), ...(colours === null ? [] : [`coloured by ${colours.title}`])];
  return [[counted(nodeCount, 'author', 'authors'), counted(edgeCount, 'collaboration', 'collaborations'), ...by].join(', '), ...metadataLines(metadata).slice(1), ...notes].join('\n');
}

/** Writes the drawing. Memory: one line. */
export function* svgOf(drawing: Drawing): Generator<string> {
  const { circles, lines, labels, sheet, options } = drawing;
  const { width, height, transparent } = options;
  const theme = THEMES[options.theme];
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="'DejaVu Sans', 'Noto Sans', system-ui, sans-serif">\n`;
  yield `<title id="title">${xmlText(drawing.metadata.title)}</title>\n<desc id="desc">${xmlText(description(drawing))}</desc>\n`;
  if (!transparent) yield `<rect width="${width}" height="${height}" fill="${theme.paper}"/>\n`;
  yield `<g id="collaborations" stroke="${theme.line}" stroke-opacity="0.5" stroke-linecap="round">\n`;
  for (const { from, to, width: thickness } of lines) yield `<line x1="${px(from.x)}" y1="${px(from.y)}" x2="${px(to.x)}" y2="${px(to.y)}" stroke-width="${px(thickness)}"/>\n`;
  yield `</g>\n<g id="authors" stroke="${theme.ink}" stroke-opacity="0.35" stroke-width="0.8">\n`;
  for (const { x, y, radius, colour, node } of circles) yield `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${colour}"><title>${xmlText(node.label)}</title></circle>\n`;
  yield `</g>\n<g id="names" fill="${theme.ink}" stroke="${theme.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">\n`;
  // Baselines are computed: few programs know `dominant-baseline`.
  for (const { x, y, fontSize, text } of labels) yield `<text x="${px(x)}" y="${px(y + fontSize * 0.35)}" font-size="${px(fontSize)}">${xmlText(text)}</text>\n`;
  yield `</g>\n<g id="heading" font-size="${TITLE_SIZE}" font-weight="bold" fill="${theme.ink}">\n`;
  for (const [at, line] of sheet.title.entries()) yield `<text x="${PADDING}" y="${px(PADDING + TITLE_SIZE * 0.8 + at * TITLE_LINE)}">${xmlText(line)}</text>\n`;
  yield '</g>\n';
  yield* legend(drawing, theme);
  yield `<g id="caption" fill="${theme.quiet}" font-size="${CAPTION_SIZE}">\n`;
  for (const [at, line] of sheet.caption.entries()) yield `<text x="${PADDING}" y="${px(height - PADDING - (sheet.caption.length - 1 - at) * CAPTION_LINE)}">${xmlText(line)}</text>\n`;
  yield '</g>\n</svg>\n';
}

function* legend({ sheet, colours, sizes }: Drawing, { ink, quiet }: Colours): Generator<string> {
  if (sheet.legend === null) return;
  const { left, width } = sheet.legend;
  let y = sheet.legend.top + LEGEND_SIZE;
  const text = (content: string, x: number, room: number, weight = ''): string => `<text x="${px(x)}" y="${px(y)}"${weight}>${xmlText(shortened(content, LEGEND_SIZE, room))}</text>\n`;
  yield `<g id="legend" fill="${ink}" font-size="${LEGEND_SIZE}">\n`;
  if (colours !== null) {
    yield text(colours.title, left, width, ' font-weight="bold"');
    if (colours.scale !== null) {
      const { stops, least, most } = colours.scale;
      y += 10;
      yield `<linearGradient id="scale">${stops.map((colour, at) => `<stop offset="${px((at / (stops.length - 1)) * 100)}%" stop-color="${colour}"/>`).join('')}</linearGradient>\n`;
      yield `<rect x="${px(left)}" y="${px(y)}" width="${px(width - 8)}" height="10" fill="url(#scale)"/>\n`;
      y += 24;
      yield text(least, left, width / 2);
      yield `<text x="${px(left + width - 8)}" y="${px(y)}" text-anchor="end">${xmlText(most)}</text>\n`;
      y += 4;
    }
    for (const group of colours.groups) {
      y += 18;
      yield `<circle cx="${px(left + 6)}" cy="${px(y - 4)}" r="6" fill="${group.colour}" stroke="${ink}" stroke-opacity="0.35" stroke-width="0.8"/>${text(groupText(group), left + 18, width - 18)}`;
    }
    y += 34;
  }
  if (sizes !== null) {
    const widest = sizes.steps[0]?.radius ?? 0;
    yield text(sizes.title, left, width, ' font-weight="bold"');
    y += 6;
    for (const { radius, text: content } of sizes.steps) {
      y += radius + Math.max(radius, 8) + 2;
      yield `<circle cx="${px(left + widest)}" cy="${px(y - 4)}" r="${px(radius)}" fill="none" stroke="${quiet}"/>${text(content, left + 2 * widest + 8, width - 2 * widest - 8)}`;
      y += Math.max(0, radius - 8);
    }
  }
  yield '</g>\n';
}
