/** The network as plain SVG, where there is no WebGL: the same looks and places, to point at and to click, not to zoom. */
import { useMemo } from 'preact/hooks';
import { hex, INKS, rgb } from './colours.js';
import { placeLabels } from './labels.js';
import { labelAt, looksOf, type LookState } from './looks.js';
import type { CanvasProps, Picture } from './types.js';

/** More shapes than this make a page slow that has no graphics processor anyway. */
export const MAX_PLAIN_EDGES = 3000;
const WIDTH = 1000;
const HEIGHT = 640;
const MARGIN = 48;
/** Mean width of a letter in shares of the font's size: there is no canvas to measure with. */
const LETTER = 0.56;

function placesOf({ nodes, frame }: Picture): ReadonlyArray<{ readonly x: number; readonly y: number }> {
  const extent = (values: readonly number[]): readonly [number, number] => [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  const [left, right] = frame?.x ?? extent(nodes.map(({ x }) => x));
  const [bottom, top] = frame?.y ?? extent(nodes.map(({ y }) => y));
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left || 1), (HEIGHT - 2 * MARGIN) / (top - bottom || 1));
  return nodes.map(({ x, y }) => ({ x: WIDTH / 2 + (x - (left + right) / 2) * scale, y: HEIGHT / 2 - (y - (bottom + top) / 2) * scale }));
}

export function PlainDrawing({ picture, appearance, state, labels, description, onSelectNode, onSelectEdge }: Pick<CanvasProps, 'picture' | 'appearance' | 'labels' | 'description' | 'onSelectNode' | 'onSelectEdge'> & { readonly state: LookState }) {
  const places = useMemo(() => placesOf(picture), [picture]);
  const looks = looksOf(picture, appearance, state);
  const { ground, text, edge: ink, accent, rim } = INKS[state.theme];
  const shown = picture.nodes.map((_, index) => index).filter((index) => looks.isNodeShown(index)).sort((a, b) => looks.node(b).size - looks.node(a).size);
  const names = placeLabels(
    shown.map((index) => ({ index, text: picture.nodes[index].label, ...places[index], radius: looks.node(index).size, isForced: picture.nodes[index].isCentre === true || index === state.selectedNode })),
    labels, { width: WIDTH, height: HEIGHT }, (name, size) => name.length * size * LETTER,
  );
  return (
    <svg class="drawing-plain" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={description}>
      {picture.edges.map((edge, index) => looks.isEdgeShown(index) && (
        <g key={index} class="drawing-pick" onClick={() => onSelectEdge(index)}>
          <line x1={places[edge.source].x} y1={places[edge.source].y} x2={places[edge.target].x} y2={places[edge.target].y} stroke={hex(index === state.selectedEdge ? accent : ink)} stroke-opacity={index === state.selectedEdge ? 1 : 0.45} stroke-width={looks.edge(index).size} />
          <line x1={places[edge.source].x} y1={places[edge.source].y} x2={places[edge.target].x} y2={places[edge.target].y} stroke="transparent" stroke-width={10}>
            <title>{`${picture.nodes[edge.source].label}, ${picture.nodes[edge.target].label}: ${labelAt(edge, state.year)}`}</title>
          </line>
        </g>
      ))}
      {shown.map((index) => {
        const { color, size } = looks.node(index);
        const isSelected = index === state.selectedNode;
        return (
          <circle key={picture.nodes[index].id} class="drawing-pick" cx={places[index].x} cy={places[index].y} r={size} fill={color} stroke={isSelected ? hex(accent) : hex(rgb(color).map((channel) => channel * rim) as unknown as ReturnType<typeof rgb>)} stroke-width={isSelected ? 3 : 1} onClick={() => onSelectNode(picture.nodes[index].id)}>
            <title>{picture.nodes[index].label}</title>
          </circle>
        );
      })}
      {names.map(({ index, text: name, x, y, fontSize }) => (
        <text key={index} class="drawing-name" x={x} y={y + fontSize * 0.35} font-size={fontSize} fill={hex(text)} stroke={hex(ground)}>{name}</text>
      ))}
    </svg>
  );
}
