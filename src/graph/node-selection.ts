/** The nodes of a spec's graph, found without its edges. */
import { narrowed, select } from './selection.js';
import { components } from './traverse.js';
import type { GraphSpec, Incidence, Selection } from './types.js';

/** Whether a spec asks for less than all components. */
export function isOfComponent({ component, componentOf }: GraphSpec): boolean {
  return component !== 'ALL' || componentOf !== null;
}

/** True where papers do not tell which nodes a spec's graph has: `minStrength` drops edges, and so parts components. */
export function nodesNeedEdges(spec: GraphSpec): boolean {
  return isOfComponent(spec) && spec.minStrength > 0;
}

/**
 * The selection that a spec's projection has (see `project`), its component included, from the papers alone.
 * O(P + Σk). Throws a RangeError for an impossible spec, and for one of which `nodesNeedEdges`.
 */
export function selectNodes(incidence: Incidence, spec: GraphSpec): Selection {
  const selection = select(incidence, spec);
  if (!isOfComponent(spec)) return selection;
  if (nodesNeedEdges(spec)) throw new RangeError(`the graph spec's minStrength is ${spec.minStrength}, which drops edges: which authors its component has is known from the projection alone`);
  const { componentOf } = components(incidence, selection.paperMask, selection.nodes);
  const own = spec.componentOf === null ? null : componentOf[spec.componentOf];
  const isWanted = (component: number): boolean => (spec.component === 'ALL' || component === 0) && (own === null || component === own);
  return narrowed(incidence, selection, Uint8Array.from(selection.nodes, (author) => (isWanted(componentOf[author]) ? 1 : 0)));
}
