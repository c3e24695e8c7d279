/** Incidence and projection as named sections of a container. */
import { section } from './buffer.js';
import type { Sections } from './buffer.js';
import type { TypedArray } from './shared-arrays.js';
import type { GraphSpec, Incidence, Projection } from './types.js';
import { validateSpec } from './spec.js';

/** The incidence's arrays under `incidence/…`, uncopied. Author and paper counts follow from the offsets. */
export function incidenceToSections(incidence: Incidence): Record<string, TypedArray> {
  const { authorCount: _authors, paperCount: _papers, ...arrays } = incidence;
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`incidence/${name}`, array]));
}

/**
 * The incidence over a container's sections, uncopied. O(1); `validateIncidence` proves the rest. Throws an Error
 * naming the section that is missing or of another element type.
 */
export function incidenceFromSections(sections: Sections): Incidence {
  const uint32 = (name: string): Uint32Array => section(sections, `incidence/${name}`, Uint32Array);
  const paperOffsets = uint32('paperOffsets');
  const authorOffsets = uint32('authorOffsets');
  return {
    authorCount: authorOffsets.length - 1,
    paperCount: paperOffsets.length - 1,
    paperOffsets,
    paperAuthors: uint32('paperAuthors'),
    authorOffsets,
    authorPapers: uint32('authorPapers'),
    paperYear: section(sections, 'incidence/paperYear', Int16Array),
    paperDate: section(sections, 'incidence/paperDate', Int32Array),
    paperType: section(sections, 'incidence/paperType', Int8Array),
    paperVenue: section(sections, 'incidence/paperVenue', Int32Array),
    paperFieldOffsets: uint32('paperFieldOffsets'),
    paperFields: uint32('paperFields'),
    paperCitations: section(sections, 'incidence/paperCitations', Int32Array),
    paperFlags: section(sections, 'incidence/paperFlags', Uint8Array),
  };
}

interface ProjectionFacts {
  readonly spec: GraphSpec;
  readonly keptPapers: number;
  readonly hyperAuthoredExcluded: number;
  readonly incompleteAuthorLists: number;
}

/**
 * A projection's arrays under `<prefix>/…`, uncopied, with its spec and counts as UTF-8 JSON in `<prefix>/facts`.
 * Prefixes of at most 30 bytes keep several projections apart in one container.
 */
export function projectionToSections(projection: Projection, prefix = 'projection'): Record<string, TypedArray> {
  const { spec, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists } = projection;
  const facts: ProjectionFacts = { spec, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists };
  return {
    [`${prefix}/facts`]: new TextEncoder().encode(JSON.stringify(facts)),
    [`${prefix}/paperMask`]: projection.paperMask,
    [`${prefix}/nodes`]: projection.nodes,
    [`${prefix}/nodeOf`]: projection.nodeOf,
    [`${prefix}/offsets`]: projection.offsets,
    [`${prefix}/neighbours`]: projection.neighbours,
    [`${prefix}/paperCount`]: projection.paperCount,
    [`${prefix}/strength`]: projection.strength,
  };
}

/**
 * The projection stored under `prefix`, uncopied. O(1); `validateCsr` proves the rest. Throws an Error naming the
 * section that is missing or of another type, and a RangeError for an impossible spec.
 */
export function projectionFromSections(sections: Sections, prefix = 'projection'): Projection {
  const name = (part: string): string => `${prefix}/${part}`;
  // slice copies: TextDecoder refuses shared memory.
  const json = new TextDecoder().decode(section(sections, name('facts'), Uint8Array).slice());
  const facts = JSON.parse(json) as ProjectionFacts;
  validateSpec(facts.spec);
  const nodes = section(sections, name('nodes'), Uint32Array);
  const neighbours = section(sections, name('neighbours'), Uint32Array);
  return {
    ...facts,
    paperMask: section(sections, name('paperMask'), Uint8Array),
    nodes,
    nodeOf: section(sections, name('nodeOf'), Int32Array),
    nodeCount: nodes.length,
    edgeCount: neighbours.length / 2,
    offsets: section(sections, name('offsets'), Uint32Array),
    neighbours,
    paperCount: section(sections, name('paperCount'), Uint32Array),
    strength: section(sections, name('strength'), Float64Array),
  };
}
