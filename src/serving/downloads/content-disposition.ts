/** The header that names a download (RFC 6266), with any script in the name. */

/** `attachment; filename="…"; filename*=UTF-8''…`: the first for programs that know ASCII alone, the second (RFC 8187) for all others. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\w.-]+/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"${ascii === fileName ? '' : `; filename*=UTF-8''${encoded}`}`;
}
