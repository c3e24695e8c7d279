/**
 * Bars by year. Each bar can be chosen, by pointer or with the arrow keys; the same numbers stand in a table below, on
 * demand, for those who don't see the picture or want them exactly.
 */
import { useRef, useState } from 'preact/hooks';
import { count } from '../design/numbers.js';
import { roundTop, withoutGaps, type YearValue } from './year-scale.js';
import './charts.css';

interface YearBarsProps {
  /** What the chart shows: the name of the group of bars and the table's caption. */
  readonly title: string;
  readonly values: readonly YearValue[];
  /** `3 papers`. */
  readonly inWords: (value: number) => string;
  /** The year that is chosen; null for none. */
  readonly chosen?: number | null;
  /** Called with a year, or with null when the chosen one is chosen again; without it the bars are a still picture. */
  readonly onChoose?: (year: number | null) => void;
  /** Head of the table's second column. */
  readonly unit: string;
}

const HEIGHT = 100;
const BAR = 10;
const GAP = 2;
/** A few years do not make a few walls. */
const WIDEST_BAR_REM = 2.5;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 };

/** Nothing where there are no values. */
export function YearBars({ title, values, inWords, chosen = null, onChoose, unit }: YearBarsProps) {
  const bars = withoutGaps(values);
  const [pointed, setPointed] = useState<number | null>(null);
  const [reached, setReached] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return null;
  const top = roundTop(Math.max(...bars.map(({ value }) => value)));
  const inTabOrder = bars.some(({ year }) => year === (reached ?? chosen)) ? (reached ?? chosen) : last.year;
  const told = bars.find(({ year }) => year === (pointed ?? chosen));

  const choose = (year: number): void => onChoose?.(year === chosen ? null : year);
  const onKey = (event: KeyboardEvent, year: number): void => {
    const step = STEPS[event.key];
    const to = event.key === 'Home' ? first.year : event.key === 'End' ? last.year : step === undefined ? null : year + step;
    if (event.key === 'Enter' || event.key === ' ') choose(year);
    else if (to === null) return;
    else if (to >= first.year && to <= last.year) {
      setReached(to);
      svg.current?.querySelector<SVGElement>(`[data-year="${to}"]`)?.focus();
    }
    event.preventDefault();
  };

  return (
    <figure class="chart year-bars">
      <div class="chart-plot" style={{ maxWidth: `${Math.max(10, bars.length * WIDEST_BAR_REM)}rem` }}>
        <span class="chart-top" aria-hidden="true">{count(top)}</span>
        <svg
          ref={svg}
          viewBox={`0 0 ${bars.length * (BAR + GAP)} ${HEIGHT}`}
          preserveAspectRatio="none"
          role={onChoose ? 'group' : 'img'}
          aria-label={onChoose ? `${title}: choose a year` : `${title}: ${bars.filter(({ value }) => value > 0).map(({ year, value }) => `${year} ${inWords(value)}`).join(', ')}`}
          onPointerLeave={() => setPointed(null)}
        >
          {bars.map(({ year, value }, index) => {
            const height = value === 0 ? 0 : Math.max(2, (value / top) * HEIGHT);
            const isChosen = year === chosen;
            const button = onChoose && { role: 'button' as const, tabindex: year === inTabOrder ? 0 : -1, 'aria-pressed': isChosen, 'aria-label': `${year}: ${inWords(value)}`, onClick: () => choose(year), onKeyDown: (event: KeyboardEvent) => onKey(event, year), onFocus: () => setPointed(year), onBlur: () => setPointed(null) };
            return (
              <g key={year} class={isChosen ? 'bar chosen' : 'bar'} data-year={year} onPointerEnter={() => setPointed(year)} {...button}>
                <rect class="bar-place" x={index * (BAR + GAP)} y={0} width={BAR + GAP} height={HEIGHT} />
                <rect class="bar-value" x={index * (BAR + GAP) + GAP / 2} y={HEIGHT - height} width={BAR} height={height} />
              </g>
            );
          })}
        </svg>
        <div class="chart-axis" aria-hidden="true">
          <span>{first.year}</span>
          <span class="chart-told">{told && `${told.year}: ${inWords(told.value)}`}</span>
          {last.year !== first.year && <span>{last.year}</span>}
        </div>
      </div>
      <details class="chart-table small">
        <summary>{title} as a table</summary>
        <table>
          <thead><tr><th scope="col">Year</th><th scope="col" class="number">{unit}</th></tr></thead>
          <tbody>
            {values.toSorted((a, b) => b.year - a.year).map(({ year, value }) => (
              <tr key={year}>
                <th scope="row">{onChoose ? <button type="button" aria-pressed={year === chosen} onClick={() => choose(year)}>{year}</button> : year}</th>
                <td class="number">{count(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
