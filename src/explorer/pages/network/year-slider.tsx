/** The picture year by year: a slider, and a button that plays it. */
import { useEffect, useId, useState } from 'preact/hooks';
import { undatedWords, type Growth } from './growth.js';

const STEP_MS = 900;

interface YearSliderProps {
  readonly growth: Growth;
  /** Null: the last year, all that there is. */
  readonly year: number | null;
  readonly onYear: (year: number | null) => void;
}

export function YearSlider({ growth, year, onYear }: YearSliderProps) {
  const id = useId();
  const [isPlaying, setPlaying] = useState(false);
  const range = growth.range;

  useEffect(() => {
    if (!isPlaying || range === null) return undefined;
    if (year === null) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onYear(year + 1 >= range.last ? null : year + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, year, range?.last]);

  const undated = undatedWords(growth);
  if (range === null) return undated === null ? null : <p class="quiet small">{undated}</p>;
  const shown = year ?? range.last;
  return (
    <div class="network-slider" role="group" aria-label="Growth by year">
      <button
        type="button"
        aria-pressed={isPlaying}
        onClick={() => {
          if (!isPlaying && year === null) onYear(range.first);
          setPlaying(!isPlaying);
        }}
      >
        {isPlaying ? 'Pause' : 'Play growth'}
      </button>
      <label for={id}>Until</label>
      <input
        id={id}
        type="range"
        min={range.first}
        max={range.last}
        step={1}
        value={shown}
        aria-valuetext={year === null ? `${range.last}, all years` : String(year)}
        onInput={({ currentTarget }) => {
          setPlaying(false);
          onYear(Number(currentTarget.value) >= range.last ? null : Number(currentTarget.value));
        }}
      />
      <output for={id}>{shown}</output>
      <span class="quiet small">{range.first}–{range.last}{undated === null ? '' : `; ${undated}`}</span>
    </div>
  );
}
