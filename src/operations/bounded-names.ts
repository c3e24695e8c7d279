/** Names that others choose, as labels of metrics: so many at most, since each one is kept for good. */

/** What all further names are counted as. */
export const OTHER = 'other';
/** What has no name. */
export const UNNAMED = 'anonymous';

export class BoundedNames {
  readonly #known = new Set<string>();

  /** @param most names that are told apart; the first ones that come */
  constructor(readonly most = 100) {}

  /** The name itself while there is room for it, else OTHER. */
  labelOf(name: string | null): string {
    if (name === null) return UNNAMED;
    if (this.#known.has(name)) return name;
    if (this.#known.size >= this.most || name.length > 100) return OTHER;
    this.#known.add(name);
    return name;
  }
}
