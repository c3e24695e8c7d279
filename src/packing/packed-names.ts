/** What the authors of a pipeline's tables are called: as an import would call them. */
import { chooseDisplayName, type DisplayName } from '../identity/display.js';
import { MeantParts } from '../identity/meant-parts.js';
import type { NameParts } from '../records/record.js';
import type { NameVariant } from '../snapshot/types.js';
import { Cells, type TableRow } from './table-rows.js';
import { partsIn } from './told.js';

/** An author's spellings, the most frequent first. */
export interface PackedNames {
  readonly variants: readonly NameVariant[];
  /** By spelling the parts that say how it is meant, of those whose text alone reads otherwise. */
  readonly meantParts: ReadonlyMap<string, NameParts>;
}

/** Reads the rows of one author in `author_names`. O(rows log rows). */
export class NameRows {
  readonly #meant = new MeantParts();

  /** @throws TableError where a cell is not what the table says it is */
  read(rows: readonly TableRow[]): PackedNames {
    const meantParts = new Map<string, NameParts>();
    const variants = rows.map((row): NameVariant => {
      const cells = new Cells('author_names', row);
      const name = cells.text('name');
      const parts = this.#meant.of(name, partsIn(cells, `the name ${JSON.stringify(name)} in the table author_names`));
      if (parts !== null) meantParts.set(name, parts);
      return { name, count: cells.integer('mention_count') };
    });
    return { variants: variants.toSorted((one, other) => other.count - one.count), meantParts };
  }
}

/**
 * What is shown of an author: the name that the works tell, since a curator, a person record or a suppression may have
 * decided on it; else a group's most frequent spelling, and of a person's spellings the one that an import chooses.
 */
export function displayNameOf({ variants, meantParts }: PackedNames, told: string | undefined, isGroup: boolean): DisplayName {
  if (told !== undefined) return { displayName: told, disambiguator: null };
  if (isGroup) return { displayName: variants[0].name, disambiguator: null };
  return chooseDisplayName(variants.map((variant) => {
    const parts = meantParts.get(variant.name);
    return parts === undefined ? variant : { ...variant, parts };
  }));
}
