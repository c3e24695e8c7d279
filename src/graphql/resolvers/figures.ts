/** Profile figures: what is computed here beside what sources report. */
import type { AuthorDetails, ReportedFigureFrom } from '../../snapshot/types.js';
import { graphOf } from '../arguments/graph-spec.js';
import type { RequestContext } from '../context.js';
import { allLoaded } from '../loaders/row-loader.js';
import type { AuthorFigure, Contradiction, ReportedFigure } from '../generated/resolvers.js';
import { COMPARED_FIGURES, contradictionsOf } from '../reads/contradictions.js';

/** The figures of a profile page that the corpus yields. Names of reported figures and of metrics are the same. */
const COMPUTED = ['PAPER_COUNT', 'CITATION_COUNT', 'H_INDEX'] as const;

export function reportedFigure({ name, value, unit, source }: ReportedFigureFrom): ReportedFigure {
  return { name, value, unit, source };
}

/** Computed figures first, then those that sources alone state. */
export async function figuresOf(context: RequestContext, author: number, { reported }: AuthorDetails): Promise<AuthorFigure[]> {
  const graph = await graphOf(context, null);
  const tables = await allLoaded(COMPUTED.map((id) => graph.authorMetric(id)));
  const statedOnly = [...new Set(reported.map(({ name }) => name))].filter((name) => COMPUTED.every((id) => id !== name));
  const stated = (name: string) => reported.filter((figure) => figure.name === name).map(reportedFigure);
  return [
    ...COMPUTED.map((name, i) => ({ name, computed: tables[i].value(author), reported: stated(name) })),
    ...statedOnly.map((name) => ({ name, computed: null, reported: stated(name) })),
  ];
}

/** What of an author's figures can't be right. Nothing is computed for an author of whom no source reports anything. */
export async function contradictionsIn(context: RequestContext, author: number, { reported }: AuthorDetails): Promise<Contradiction[]> {
  if (reported.length === 0) return [];
  const graph = await graphOf(context, null);
  const tables = await allLoaded(COMPARED_FIGURES.map((id) => graph.authorMetric(id)));
  return contradictionsOf(reported, Object.fromEntries(COMPARED_FIGURES.map((id, i) => [id, tables[i].value(author)])));
}
