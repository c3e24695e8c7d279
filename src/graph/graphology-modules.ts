/**
 * The graphology packages as this room uses them. They are CommonJS whose named exports Node cannot see from an ES
 * module, and ForceAtlas2's types declare as `default` what is the module itself: both are put right here, once.
 */
import { createRequire } from 'node:module';
import type * as Graphology from 'graphology';
import type * as ForceAtlas2 from 'graphology-layout-forceatlas2';

const require = createRequire(import.meta.url);

export const { UndirectedGraph } = require('graphology') as typeof Graphology;
export const forceAtlas2 = require('graphology-layout-forceatlas2') as typeof ForceAtlas2.default.default;
