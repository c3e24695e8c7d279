/** A network that holds every difficulty at once: markup, quotes, scripts of three directions, nulls, tiny and huge numbers. */
import type { ExportedEdge, ExportedNetwork, ExportedNode } from '../../src/exports/network.js';

export const NODES: readonly ExportedNode[] = [
  { id: 'A0000000000A1', label: 'Zofia Łukasiewicz', values: ['Łódź & "Sons" <A>', 3, 0.1, true], position: { x: -1.5, y: 2 } },
  { id: 'A0000000000B2', label: '王伟', values: ['=SUM(A1)', 0, 1e-7, false], position: { x: 0, y: 0 } },
  { id: 'A0000000000C3', label: "Seán O'Brien", values: [null, null, null, null], position: { x: 1e3, y: -0.25 } },
  { id: 'A0000000000D4', label: 'محمد علي, "Mo" 😀', values: ['tab\tand\nline', 9_007_199_254_740_991, 123_456.789, null], position: { x: 4, y: 4 } },
];

export const EDGES: readonly ExportedEdge[] = [
  { source: 0, target: 1, strength: 2, values: [2, 2001] },
  { source: 0, target: 2, strength: 1 / 3, values: [1, null] },
  { source: 1, target: 3, strength: 1e-7, values: [1, 1999] },
];

export const SAMPLE: ExportedNetwork = {
  metadata: {
    title: 'A & B <network>', snapshot: '0123456789abcdef', graph: 'counting=FULL', creator: 'coterie 0.2.0', date: '2024-05-01',
    methods: ['BETWEENNESS: EXACT'],
  },
  nodeColumns: [
    { name: 'affiliation', title: 'Affiliation', type: 'TEXT', description: 'Where.' },
    { name: 'community', title: 'Community', type: 'INTEGER', description: 'Number of the community, from 0.' },
    { name: 'betweenness', title: 'Betweenness', type: 'DOUBLE', description: 'Paths through & between.' },
    { name: 'is_group', title: 'Group', type: 'BOOLEAN', description: 'True for groups.' },
  ],
  edgeColumns: [
    { name: 'paper_count', title: 'Joint papers', type: 'INTEGER', description: 'Papers together.' },
    { name: 'first_year', title: 'First year', type: 'INTEGER', description: 'Year of the first joint paper.' },
  ],
  nodeCount: NODES.length,
  edgeCount: EDGES.length,
  nodes: () => NODES,
  edges: () => EDGES,
};
