/** One round of ForceAtlas2 over plain arrays; the package types only its whole runs over a graph. */
declare module 'graphology-layout-forceatlas2/iterate.js' {
  export interface ForceAtlas2Settings {
    readonly linLogMode: boolean;
    readonly outboundAttractionDistribution: boolean;
    readonly adjustSizes: boolean;
    readonly edgeWeightInfluence: number;
    readonly scalingRatio: number;
    readonly strongGravityMode: boolean;
    readonly gravity: number;
    readonly slowDown: number;
    readonly barnesHutOptimize: boolean;
    readonly barnesHutTheta: number;
  }
  /** Changes `nodes` (ten numbers each: x, y, forces now and before, mass, convergence, size, fixed) by `edges` (three each: two offsets into `nodes`, weight). */
  const iterate: (settings: ForceAtlas2Settings, nodes: Float32Array, edges: Float32Array) => void;
  export default iterate;
}
