/** Collects the ids of other versions of a paper that a source states. */
import { parsePaperId } from '../records/ids.js';
import type { PaperIds, RelatedId } from '../records/record.js';

/** More than any paper has versions; what claims more is no statement about versions. */
const MAX_RELATED = 20;

export class RelatedIdList {
  readonly #list: RelatedId[] = [];

  /** An identifier in any form; texts that are none, and ids stated before, are passed over. */
  add(text: string, relation: RelatedId['relation']): void {
    const id = text.length < 2_000 ? parsePaperId(text) : null;
    if (id === null || this.#list.length >= MAX_RELATED || this.#list.some(({ scheme, value }) => scheme === id.scheme && value === id.value)) return;
    this.#list.push({ ...id, relation });
  }

  /** The field of a record that has `own` ids: nothing where no other version is stated. */
  fieldBeside(own: PaperIds): { readonly relatedIds?: readonly RelatedId[] } {
    // An arXiv id and the DOI that arXiv makes of it are one.
    const others = this.#list.filter(({ scheme, value }) => own[scheme] !== value && !(scheme === 'doi' && value === `10.48550/arxiv.${own.arxiv}`));
    return others.length === 0 ? {} : { relatedIds: others };
  }
}
