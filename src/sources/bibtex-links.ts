/** Addresses in BibTeX fields. */
import type { Link } from '../records/record.js';
import { plainId } from './bibtex-mapping.js';

/** Landing page (`url`, `ee`), PDF (`pdf`, or an address that ends in .pdf) and source code (`repository` of biblatex-software); http and https only, each address once. */
export function links(fields: ReadonlyMap<string, string>): Link[] {
  const found = new Map<string, Link>();
  const add = (kind: Link['kind'], field: string): void => {
    for (const url of plainId(fields.get(field)).match(/https?:\/\/[^\s|]+/g) ?? []) {
      const isPdf = kind === 'LANDING_PAGE' && /\.pdf(?:[?#]|$)/i.test(url);
      if (!found.has(url)) found.set(url, { kind: isPdf ? 'PDF' : kind, url });
    }
  };
  add('CODE', 'repository');
  add('PDF', 'pdf');
  add('LANDING_PAGE', 'url');
  add('LANDING_PAGE', 'ee');
  return [...found.values()];
}
