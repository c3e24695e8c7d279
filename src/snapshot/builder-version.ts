/** Which version of the builder made a snapshot. */

/** Raised whenever the same corpus would give other numbers, so that an import rebuilds what an older program built. */
export const BUILDER_VERSION = 8;

/** What a manifest says of its maker. */
export const PRODUCT = `coterie builder ${BUILDER_VERSION}`;

/** The version of the builder that a manifest names as its maker; null where another program made it. */
export function builderOf(product: string): number | null {
  const version = /^coterie builder (\d+)$/.exec(product)?.[1];
  return version === undefined ? null : Number(version);
}


/** Whether a manifest names as its maker the packer of a pipeline's tables (packing/pack.ts): its records are works, its problems those noted in packing. */
export function isPacked(product: string): boolean {
  return /^coterie packer \d+$/.test(product);
}
