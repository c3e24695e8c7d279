/** How an author is named in lists. */

/** `Hanna Mazzawi`, or with what tells namesakes apart: `Wei Wang (0012)`. */
export function nameOf(author: { readonly displayName: string; readonly disambiguator: string | null }): string {
  return author.disambiguator === null ? author.displayName : `${author.displayName} (${author.disambiguator})`;
}
