/** Copies the address of the view; where the browser does not let scripts copy, shows it to be copied by hand. */
import { useEffect, useRef, useState } from 'preact/hooks';

const SAID_FOR_MS = 3000;

export function CopyLink() {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (state === 'by-hand') field.current?.select();
    if (state !== 'copied') return undefined;
    const timer = setTimeout(() => setState('idle'), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    try {
      // Absent on pages that came over plain HTTP from another machine.
      await navigator.clipboard.writeText(window.location.href);
      setState('copied');
    } catch {
      setState('by-hand');
    }
  }

  return (
    <>
      <button type="button" onClick={() => void copy()}>Copy link</button>
      {state === 'by-hand' && <input ref={field} class="copy-link-address" readOnly aria-label="Address of this view, to be copied" value={window.location.href} onBlur={() => setState('idle')} />}
      <span class="quiet small" role="status">{state === 'copied' ? 'Link copied' : ''}</span>
    </>
  );
}
