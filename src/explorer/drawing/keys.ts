/** What a key does in the drawing. */

export type KeyAction =
  | { readonly kind: 'pan'; readonly right: number; readonly down: number }
  | { readonly kind: 'zoom'; readonly direction: 'in' | 'out' }
  | { readonly kind: 'fit' }
  | { readonly kind: 'step'; readonly step: 1 | -1 }
  | { readonly kind: 'towards'; readonly direction: readonly [dx: number, dy: number] }
  | { readonly kind: 'select' }
  | { readonly kind: 'clear' };

/** What is read of a keyboard event. */
interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Said beside the drawing while it has the focus. */
export const KEYS_HINT = 'Arrows move the picture, + and − zoom, 0 shows all. N and P go to the next and the previous author, Shift with an arrow to the nearest in that direction. Enter selects, Escape clears.';

/** Share of the frame that an arrow moves the picture by. */
const PAN = 0.15;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Null where the key is none of the drawing's, or belongs to the browser (with Ctrl, Alt or Meta). */
export function actionOf({ key, shiftKey, ctrlKey, altKey, metaKey }: Pressed): KeyAction | null {
  if (ctrlKey || altKey || metaKey) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return shiftKey ? { kind: 'towards', direction: arrow } : { kind: 'pan', right: arrow[0] * PAN, down: arrow[1] * PAN };
  switch (key) {
    case '+':
    case '=':
      return { kind: 'zoom', direction: 'in' };
    case '-':
    case '_':
      return { kind: 'zoom', direction: 'out' };
    case '0':
      return { kind: 'fit' };
    case 'n':
    case 'N':
      return { kind: 'step', step: 1 };
    case 'p':
    case 'P':
      return { kind: 'step', step: -1 };
    case 'Enter':
    case ' ':
      return { kind: 'select' };
    case 'Escape':
      return { kind: 'clear' };
    default:
      return null;
  }
}
