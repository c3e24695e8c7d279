/** Addresses of views without the frame: `/embed` before the address of the view. What is gone to from there stays there. */

const EMBED = /^\/embed(?=\/|\?|$)/;

/** Whether a path is that of an embedded view. */
export function isEmbedded(path: string): boolean {
  return EMBED.test(path);
}

/** The address of a view, made that of the view without the frame. */
export function withEmbed(to: string): string {
  if (isEmbedded(to)) return to;
  return to === '/' || to.startsWith('/?') ? `/embed${to.slice(1)}` : `/embed${to}`;
}

/** The address of an embedded view, made that of the view with the frame. */
export function withoutEmbed(to: string): string {
  const inner = to.replace(EMBED, '');
  return inner.startsWith('/') ? inner : `/${inner}`;
}
