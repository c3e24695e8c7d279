/** What is said of a corpus that another version of the program wrote. */

/** What is said where a corpus of an older version was brought to this program's; without a stop, to stand in lists. */
export function migratedCorpus(path: string, from: number, to: number): string {
  return `migrated ${path}: the corpus was of version ${from} and is now of version ${to}, which programs before this version can't read`;
}
