/** Where works and tables may lie. */

/** An address such as `s3a://bucket/x`, which Node can't look into. */
export function isAddress(place: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(place);
}
