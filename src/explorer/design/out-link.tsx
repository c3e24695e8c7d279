/** A link to another site. Nothing is asked of it before it is followed, and it isn't told where the reader came from. */
import type { ComponentChildren } from 'preact';

/** Shows `children` alone where the address is none of the web's: a source may state anything. */
export function OutLink({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  return /^https?:\/\//i.test(href) ? <a href={href} rel="noopener noreferrer" target="_blank">{children}</a> : <span title={href}>{children}</span>;
}
