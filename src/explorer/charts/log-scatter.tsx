/**
 * How many have how much: points of a distribution on two logarithmic axes, on which heavy tails are straight. The
 * numbers stand in a table for those who don't see the picture.
 */
import { count } from '../design/numbers.js';
import { decades, logPlace } from './log-scale.js';
import './log-scatter.css';

export interface DistributionPoint {
  /** What is had; 0 has no place on a logarithmic axis and is told in words below the picture. */
  readonly value: number;
  /** How many have it, at least 1. */
  readonly count: number;
}

export interface LogScatterProps {
  /** Ascending by value. */
  readonly points: readonly DistributionPoint[];
  /** What the picture shows, in a sentence without a full stop. */
  readonly title: string;
  readonly valueTitle: string;
  readonly countTitle: string;
}

const WIDTH = 480;
const HEIGHT = 300;
const LEFT = 56;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 44;

export function LogScatter({ points, title, valueTitle, countTitle }: LogScatterProps) {
  const drawn = points.filter(({ value }) => value > 0);
  const none = points.find(({ value }) => value === 0);
  const across = decades(Math.max(1, ...drawn.map(({ value }) => value)));
  const up = decades(Math.max(1, ...drawn.map((point) => point.count)));
  const x = (value: number): number => logPlace(value, across.at(-1) ?? 10, LEFT, WIDTH - RIGHT);
  const y = (value: number): number => logPlace(value, up.at(-1) ?? 10, HEIGHT - BOTTOM, TOP);
  return (
    <figure class="log-scatter">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}. The numbers are in the table below.`}>
        {across.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={HEIGHT - BOTTOM} />
            <text x={x(tick)} y={HEIGHT - BOTTOM + 16} text-anchor="middle">{count(tick)}</text>
          </g>
        ))}
        {up.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">{count(tick)}</text>
          </g>
        ))}
        <text x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">{valueTitle}</text>
        <text x={12} y={(TOP + HEIGHT - BOTTOM) / 2} text-anchor="middle" transform={`rotate(-90 12 ${(TOP + HEIGHT - BOTTOM) / 2})`}>{countTitle}</text>
        {drawn.map((point) => (
          <circle key={point.value} cx={x(point.value)} cy={y(point.count)} r={4}>
            <title>{`${valueTitle} ${count(point.value)}: ${count(point.count)}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption>
        {title}.{none && ` With none: ${count(none.count)}, which have no place on this axis.`}
        <details>
          <summary>The numbers as a table</summary>
          <table>
            <thead><tr><th scope="col" class="number">{valueTitle}</th><th scope="col" class="number">{countTitle}</th></tr></thead>
            <tbody>{points.map((point) => <tr key={point.value}><td class="number">{count(point.value)}</td><td class="number">{count(point.count)}</td></tr>)}</tbody>
          </table>
        </details>
      </figcaption>
    </figure>
  );
}
