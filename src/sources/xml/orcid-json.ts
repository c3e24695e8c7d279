/**
 * ORCID's XML as its JSON: the same fields under the same names, of which some hold their text within `value`, some are
 * always lists, and affiliations stand within `summaries`. So one mapping (json/orcid-owner.ts, json/orcid-work.ts) serves both.
 */
import { childElements, textOf } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';

/** Elements of text that JSON writes as `{"value": …}`. */
const WITH_VALUE = new Set([
  'given-names', 'family-name', 'credit-name', 'source-name', 'assertion-origin-name', 'title', 'subtitle', 'translated-title', 'journal-title',
  'year', 'month', 'day', 'url', 'external-id-url', 'external-id-normalized',
]);
/** Elements that JSON has in lists, also where there is one. */
const LISTS = new Set(['other-name', 'external-identifier', 'external-id', 'affiliation-group', 'group', 'work-summary', 'contributor']);
/** Attributes that are fields in JSON. */
const ATTRIBUTES = ['put-code', 'path', 'display-index'];

export interface OrcidJson {
  readonly [field: string]: unknown;
}

/** An element with elements in it as an object. Its depth is bounded by the reader. */
export function orcidJson(element: XmlElement): OrcidJson {
  // Own properties whatever their names: an element may be called __proto__.
  const fields = new Map<string, unknown>();
  for (const name of ATTRIBUTES) if (element.attributes[name] !== undefined) fields.set(name, element.attributes[name]);
  for (const child of childElements(element)) {
    const value = child.name === 'affiliation-group' ? { summaries: childElements(child).map((summary) => Object.fromEntries([[summary.name, orcidJson(summary)]])) } : valueOf(child);
    const known = fields.get(child.name);
    if (!LISTS.has(child.name)) fields.set(child.name, value);
    else if (Array.isArray(known)) known.push(value);
    else fields.set(child.name, [value]);
  }
  return Object.fromEntries(fields);
}

function valueOf(element: XmlElement): unknown {
  if (childElements(element).length > 0) return orcidJson(element);
  return WITH_VALUE.has(element.name) ? { value: textOf(element) } : textOf(element);
}
