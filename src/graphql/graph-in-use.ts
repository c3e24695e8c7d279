/** The co-authorship graph that a field was asked under. One object per spec and request. */
import { specKey } from '../graph/spec.js';
import type { GraphSpec, Projection, Selection } from '../graph/types.js';
import type { PaperType } from '../records/record.js';
import type { Snapshot } from '../snapshot/types.js';

export class GraphInUse {
  readonly key: string;
  #selection: Selection | null = null;
  #projection: Projection | null = null;

  /** @param types as asked for: the spec has their indices alone */
  constructor(
    readonly snapshot: Snapshot,
    readonly spec: GraphSpec,
    readonly types: readonly PaperType[],
  ) {
    this.key = specKey(spec);
  }

  get selection(): Selection {
    return (this.#selection ??= this.snapshot.analytics.selection(this.spec));
  }

  /** @throws ProjectionTooLargeError */
  get projection(): Projection {
    return (this.#projection ??= this.snapshot.analytics.projection(this.spec));
  }

  /** True where edges are known from the papers alone: nothing drops any of them. */
  get hasAllEdges(): boolean {
    return this.spec.minStrength === 0;
  }
}
