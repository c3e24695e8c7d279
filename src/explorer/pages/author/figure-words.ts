/** Figures that sources report, in words. */
import { measure } from '../../design/numbers.js';

const NAMES: Readonly<Record<string, string>> = {
  PAPER_COUNT: 'Papers', CITATION_COUNT: 'Citations', H_INDEX: 'h-index', I10_INDEX: 'i10-index', NOVELTY: 'Novelty', AI_SCORE: 'AI score', FWCI: 'Field-weighted citation impact',
};

/** `Impact factor` for a name such as `IMPACT_FACTOR` that is none of ours. */
export function figureName(name: string): string {
  return NAMES[name] ?? (name.charAt(0) + name.slice(1).toLowerCase()).replaceAll('_', ' ');
}

/** `53 %`, `145`; units that the figure's name says already are left out. */
export function figureValue(value: number, unit: string | null): string {
  if (unit === 'percent') return `${measure(value)} %`;
  return unit === null || unit === 'papers' || unit === 'citations' ? measure(value) : `${measure(value)} ${unit}`;
}
