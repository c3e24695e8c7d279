/**
 * A word or number with more behind it, shown when it is pointed at, focused or tapped. What opens can be pointed into;
 * a click, a tap or Enter keeps it, and then it can be tabbed into: those who only tab along a table are not led through
 * every card's links. Escape, or going elsewhere, closes it (WCAG 1.4.13).
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './explained.css';

const MARGIN_PX = 8;
const HOVER_PAUSE_MS = 120;
const LEAVE_PAUSE_MS = 200;

/** Below its trigger, above where there is no room, within the window's width. */
function place(card: HTMLElement, trigger: HTMLElement): void {
  const near = trigger.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const left = Math.max(MARGIN_PX, Math.min(near.left, room - width - MARGIN_PX));
  const fitsBelow = near.bottom + MARGIN_PX + height <= window.innerHeight || near.top < height + MARGIN_PX;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${(fitsBelow ? near.bottom + 4 : near.top - height - 4) + window.scrollY}px`;
}

/** @param children what is always there; `card` is what opens */
export function Explained({ children, card, label }: { readonly children: ComponentChildren; readonly card: () => ComponentChildren; /** Name of the button where `children` do not say enough. */ readonly label?: string }) {
  const [state, setState] = useState<'closed' | 'focused' | 'pointed' | 'kept'>('closed');
  const root = useRef<HTMLSpanElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const isOpen = state !== 'closed';

  const later = (pause: number, act: () => void): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(act, pause);
  };
  const close = (): void => {
    clearTimeout(timer.current);
    setState('closed');
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  useLayoutEffect(() => {
    if (!isOpen || box.current === null || trigger.current === null) return;
    box.current.showPopover?.();
    place(box.current, trigger.current);
  }, [isOpen]);

  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      if (box.current?.contains(document.activeElement)) trigger.current?.focus();
      close();
    };
    const onPointer = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPointer, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPointer, true);
    };
  }, [isOpen]);

  return (
    <span
      class="explained"
      ref={root}
      onPointerEnter={(event) => event.pointerType === 'mouse' && later(HOVER_PAUSE_MS, () => setState((now) => (now === 'kept' ? now : 'pointed')))}
      onPointerLeave={(event) => event.pointerType === 'mouse' && later(LEAVE_PAUSE_MS, () => setState((now) => (now === 'pointed' ? 'closed' : now)))}
      onFocusOut={(event) => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) close();
      }}
    >
      <button
        type="button"
        ref={trigger}
        aria-expanded={state === 'kept'}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        onFocus={() => trigger.current?.matches(':focus-visible') && setState((now) => (now === 'closed' ? 'focused' : now))}
        onClick={() => {
          clearTimeout(timer.current);
          setState((now) => (now === 'kept' ? 'closed' : 'kept'));
        }}
      >
        {children}
      </button>
      {isOpen && <div class="explained-card" id={id} ref={box} popover="manual" inert={state === 'focused'}>{card()}</div>}
    </span>
  );
}
