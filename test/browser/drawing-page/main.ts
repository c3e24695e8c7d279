/**
 * A page with nothing but the drawing, for the browser test: `window.draw(props)` shows or changes it, `window.calls` holds
 * what it told, `window.clearAway()` takes it off the page.
 */
import { h, render } from 'preact';
import '../../../src/explorer/design/tokens.css';
import '../../../src/explorer/design/base.css';
import './page.css';
import { groupColours, sequentialColours, singleColour, sizeScale, widthScale } from '../../../src/explorer/drawing/appearance.js';
import { NetworkCanvas } from '../../../src/explorer/drawing/canvas.js';
import { layOutNetwork } from '../../../src/explorer/drawing/layout/layout-run.js';
import type { CanvasProps, Picture } from '../../../src/explorer/drawing/types.js';

type Given = Partial<CanvasProps> & { readonly picture?: Picture; readonly colours?: 'groups' | 'numbers' | 'single' };

const calls: unknown[] = [];
let given: Given = {};
const page = document.querySelector('#page');

function draw(more: Given): void {
  given = { ...given, ...more };
  const { picture, colours = 'single' } = given;
  if (picture === undefined || page === null) return;
  const keys = picture.nodes.map(({ colour }) => colour);
  const colour = colours === 'groups' ? groupColours(keys) : colours === 'numbers' ? sequentialColours(keys) : singleColour(picture.nodes.length);
  const appearance = more.picture === undefined && more.colours === undefined && given.appearance !== undefined
    ? given.appearance
    : { size: sizeScale(picture.nodes.map(({ size }) => size), picture.nodes.length), colour, width: widthScale(picture.edges.map(({ strength }) => strength)) };
  given = { ...given, appearance };
  render(h(NetworkCanvas, {
    description: 'A network', year: null, selectedNode: null, selectedEdge: null, highlighted: [], labels: 30, flyTo: null, reducedMotion: true,
    onSelectNode: (id) => {
      calls.push(['node', id]);
      draw({ selectedNode: id });
    },
    onSelectEdge: (index) => {
      calls.push(['edge', index]);
      draw({ selectedEdge: index });
    },
    onTrouble: (trouble) => calls.push(['trouble', trouble?.kind ?? null]),
    ...given, picture, appearance,
  }), page);
}

function clearAway(): void {
  if (page !== null) render(null, page);
  given = {};
}

Object.assign(window, { draw, clearAway, calls, layOutNetwork });
