/** What of the corpus a graph leaves out, counted, and in sentences that stand in files and at the command line. */
import { isOfComponent } from '../../graph/node-selection.js';
import { UNKNOWN_YEAR, type GraphSpec } from '../../graph/types.js';
import type { GraphInUse } from '../graph-in-use.js';

export interface LeftOut {
  /** Papers of the corpus that are not in the graph. */
  readonly papers: number;
  /** Papers of unknown year, all left out where a year is bounded; 0 where none is. */
  readonly undatedPapers: number;
  /** Papers that `maxAuthors` alone kept out. */
  readonly hyperAuthoredPapers: number;
  /** Authors of the corpus who are not in the graph. */
  readonly authors: number;
  /** Of those, authors whom only the component keeps out. */
  readonly authorsOutsideComponent: number;
  /** Collaborations weaker than `minStrength`; null where their number is not known, being too many to count in time. */
  readonly weakCollaborations: number | null;
}

/** Counts it. O(P + A); where a component or `minStrength` is asked for, also what the graph without it takes. */
export async function leftOutOf(graph: GraphInUse): Promise<LeftOut> {
  const { snapshot: { incidence, analytics }, selection, spec, patience } = graph;
  const { paperCount, paperYear, authorOffsets, authorCount } = incidence;
  const whole: GraphSpec = { ...spec, component: 'ALL', componentOf: null, minStrength: 0 };
  let authors = 0;
  for (let author = 0; author < authorCount; author += 1) if (selection.nodeOf[author] === -1 && authorOffsets[author + 1] > authorOffsets[author]) authors += 1;
  const isDated = spec.yearFrom !== null || spec.yearTo !== null;
  let undatedPapers = 0;
  if (isDated) for (let paper = 0; paper < paperCount; paper += 1) if (paperYear[paper] === UNKNOWN_YEAR) undatedPapers += 1;
  return {
    papers: paperCount - selection.keptPapers,
    undatedPapers,
    hyperAuthoredPapers: selection.hyperAuthoredExcluded,
    authors,
    authorsOutsideComponent: isOfComponent(spec) ? (await analytics.selection(whole, patience)).nodes.length - selection.nodes.length : 0,
    weakCollaborations: spec.minStrength === 0 ? 0 : await weakCollaborations(graph, whole),
  };
}

/** Counted over all components: which one is kept is decided by what is left of them. */
async function weakCollaborations({ snapshot: { analytics }, spec, patience }: GraphInUse, whole: GraphSpec): Promise<number | null> {
  const pairs = async (of: GraphSpec) => (await analytics.networkMetric('NETWORK_COLLABORATIONS', of, {}, patience)).value ?? 0;
  try {
    const [all, strong] = await Promise.all([pairs(whole), pairs({ ...whole, minStrength: spec.minStrength })]);
    return all - strong;
  } catch {
    // Too large or not in time: the file says that some are missing, if not how many.
    return null;
  }
}

/** A sentence for each kind of thing left out; empty where the graph is the whole corpus. */
export function leftOutInWords(left: LeftOut, { snapshot: { incidence }, spec }: Pick<GraphInUse, 'snapshot' | 'spec'>): string[] {
  const n = (count: number): string => count.toLocaleString('en');
  const some = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [`${n(count)} ${count === 1 ? one : many}`]);
  return [
    ...(left.papers === 0 ? [] : [`${n(left.papers)} of the ${n(incidence.paperCount)} papers of the corpus ${left.papers === 1 ? 'is' : 'are'} not in this graph`]),
    ...some(left.undatedPapers, 'paper of unknown year is left out, since years are bounded', 'papers of unknown year are left out, since years are bounded'),
    ...some(left.hyperAuthoredPapers, 'paper with more authors than the graph allows is left out', 'papers with more authors than the graph allows are left out'),
    ...some(left.authors, 'author of the corpus is not in this graph', 'authors of the corpus are not in this graph'),
    ...some(left.authorsOutsideComponent, 'of them is outside of the component asked for', 'of them are outside of the component asked for'),
    ...(left.weakCollaborations === null
      ? [`collaborations of a strength under ${spec.minStrength} are left out; they are too many to say how many`]
      : some(left.weakCollaborations, `collaboration of a strength under ${spec.minStrength} is left out`, `collaborations of a strength under ${spec.minStrength} are left out`)),
  ];
}

/** Says which of the authors asked for are no nodes of the graph, though a file may list them; the first three by name. */
export function strangersInWords({ snapshot: { records }, selection }: GraphInUse, authors: ArrayLike<number>): string[] {
  const strangers = Array.from(authors).filter((author) => selection.nodeOf[author] === -1);
  if (strangers.length === 0) return [];
  if (strangers.length > 3) return [`${strangers.length.toLocaleString('en')} of the authors asked for are not in this graph: none of their papers is`];
  return records.authors(strangers).map(({ displayName, id }) => `the author ${displayName} (${id}) is not in this graph: none of the author's papers is`);
}
