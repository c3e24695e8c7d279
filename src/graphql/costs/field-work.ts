/** What a field that takes a graph, a filter or an order sets to work, beside the values that it answers. */
import { Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type SelectionSetNode } from 'graphql';
import { needsEdgesMade } from '../../metrics/input-size.js';
import { AUTHOR_METRICS } from '../../metrics/registry.js';
import { isLeftOut } from '../left-out.js';
import type { Arguments, Work } from '../work.js';

type Variables = Readonly<Record<string, unknown>>;

export interface Worked {
  /** In values, for each object that the field stands on. */
  readonly each: number;
  /** Items of the fields below, where the corpus bounds them; null where the schema's directives say all. */
  readonly sizes: ReadonlyArray<readonly [field: string, items: number]> | null;
}

/** Counts the field's work, and tells what of it belongs to each object. */
export type FieldWork = (work: Work, given: Arguments, variables: Variables) => Worked;

const READ_OFF_PAPERS: ReadonlySet<unknown> = new Set(AUTHOR_METRICS.filter((metric) => !needsEdgesMade(metric, 0)).map(({ id }) => id));
const isReadOffPapers = (id: unknown): boolean => READ_OFF_PAPERS.has(id);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
const NOTHING: Worked = { each: 0, sizes: null };
/** Fields that take time for each object, see Work.ofEach. */
const TAKING_TIME: ReadonlySet<string> = new Set(['Author.distances', 'AuthorDistances.authors', 'Author.suggestedCollaborators']);


/** Null for the many fields that set nothing to work. */
export function workOf(type: string, field: GraphQLField<unknown, unknown>, node: FieldNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): FieldWork | null {
  const spec = field.args.find((argument) => String(argument.type) === 'GraphSpec')?.name;
  const isList = field.args.some(({ name }) => name === 'where' || name === 'orderBy');
  const takesTime = TAKING_TIME.has(`${type}.${field.name}`);
  if (spec === undefined && !isList && !takesTime) return null;
  const answerName = node.alias?.value ?? field.name;
  const below = (variables: Variables): ReadonlySet<string> => namesBelow(node, fragments, variables);
  return (work, given, variables) => {
    if (isList) work.list(type === 'Query' ? field.name : null, answerName, given);
    const each = takesTime ? Math.round(work.ofEach(type, field.name, given)) : 0;
    const sizes = spec === undefined ? null : graphWork(work, { type, field: field.name, answerName, spec: given[spec], given, below: () => below(variables) });
    return each === 0 && sizes === null ? NOTHING : { each, sizes };
  };
}

interface OnGraph {
  readonly type: string;
  readonly field: string;
  readonly answerName: string;
  readonly spec: unknown;
  readonly given: Arguments;
  readonly below: () => ReadonlySet<string>;
}

function graphWork(work: Work, asked: OnGraph): Worked['sizes'] {
  const { type, field, answerName, spec, given } = asked;
  work.graph(spec, needsEdges(asked));
  if ('algorithm' in given) work.communities(spec, given);
  if (type !== 'Query') return null;
  if (field === 'collaborationPath') work.path(answerName, given);
  if (field === 'communityMap') {
    const { nodes, edges } = work.communityMap(given);
    return [['nodes', nodes], ['links', edges]];
  }
  if (field !== 'network') return null;
  const below = asked.below();
  work.picture(answerName, given, { positions: below.has('x') || below.has('y'), quality: below.has('quality'), communities: below.has('community'), components: below.has('component') });
  const { nodes, edges } = work.pictureSize(given);
  return [['nodes', nodes], ['edges', edges]];
}

/** Whether what a field asks for takes a graph's edges: an author's collaborators, and some metrics, are read off papers. */
function needsEdges({ type, field, given, below }: OnGraph): boolean {
  if (type !== 'Author') return true;
  if (field === 'metric' || field === 'metrics') return [given['id'] ?? given['ids']].flat().some((id) => !isReadOffPapers(id));
  if (field !== 'collaborators') return true;
  const orders = [given['orderBy'] ?? []].flat().map((order) => (typeof order === 'object' && order !== null ? (order as Arguments)['metric'] : null));
  if (isGiven(given['where']) || orders.some((metric) => isGiven(metric) && !isReadOffPapers(metric))) return true;
  const names = below();
  return names.has('similarity') || names.has('metric');
}

/** Names of all fields below; each fragment is entered once. Fragments go by `...name`, which no field can. */
function namesBelow(node: FieldNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, variables: Variables): ReadonlySet<string> {
  const names = new Set<string>();
  const enter = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (isLeftOut(selection, variables)) continue;
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.kind === Kind.FIELD) names.add(selection.name.value);
        enter(selection.selectionSet);
      } else if (!names.has(`...${selection.name.value}`)) {
        names.add(`...${selection.name.value}`);
        enter(fragments.get(selection.name.value)?.selectionSet);
      }
    }
  };
  enter(node.selectionSet);
  return names;
}
