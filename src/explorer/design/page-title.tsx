/** The heading of a page, which names the window as well. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** @param title as it stands in the window's title; `children` are shown instead where given */
export function PageTitle({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Coterie`;
  }, [title]);
  return <h1>{children ?? title}</h1>;
}
