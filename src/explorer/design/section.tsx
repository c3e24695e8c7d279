/** A part of a page with a heading, filled in once it comes near the window. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './section.css';

interface SectionProps {
  /** Its place in the address: `#collaborators`. */
  readonly id: string;
  readonly title: string;
  /** Stands quietly beside the title. */
  readonly aside?: ComponentChildren;
  /** Rendered once the section is within a screen of being seen. */
  readonly children: () => ComponentChildren;
  /** Filled in from the start. */
  readonly isFirst?: boolean;
}

/** True from when the element first came near the window, was about to be printed, or was asked for by the address. */
function useSeen(isFirst: boolean, id: string) {
  const [isSeen, setSeen] = useState(isFirst || window.location.hash === `#${id}`);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isSeen || place.current === null) return undefined;
    const see = (): void => setSeen(true);
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && see(), { rootMargin: '100% 0px' });
    observer.observe(place.current);
    window.addEventListener('beforeprint', see);
    return () => {
      observer.disconnect();
      window.removeEventListener('beforeprint', see);
    };
  }, [isSeen]);
  useEffect(() => {
    if (window.location.hash === `#${id}`) place.current?.scrollIntoView();
  }, []);
  return { isSeen, place };
}

export function Section({ id, title, aside, children, isFirst = false }: SectionProps) {
  const { isSeen, place } = useSeen(isFirst, id);
  return (
    <section class="page-section" id={id} ref={place} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}{aside !== undefined && <span class="section-aside"> {aside}</span>}</h2>
      {isSeen ? children() : <div class="section-room" />}
    </section>
  );
}

/** Something on demand: `children` are rendered once it was opened. */
export function OnDemand({ summary, children, startsOpen = false }: { readonly summary: ComponentChildren; readonly children: () => ComponentChildren; readonly startsOpen?: boolean }) {
  const [wasOpened, setOpened] = useState(startsOpen);
  return (
    <details class="on-demand" open={startsOpen} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {wasOpened && <div class="on-demand-content">{children()}</div>}
    </details>
  );
}
