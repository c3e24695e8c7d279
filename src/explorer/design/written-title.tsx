/** A title or abstract as its source wrote it, shown as text and never executed: see title-text.ts. */
import { titleParts, titleText } from './title-text.js';

/** In its own direction and of no particular language; the source's own spelling on hover where it differs. */
export function WrittenTitle({ text }: { readonly text: string }) {
  const shown = titleText(text);
  return (
    <bdi lang="" title={shown === text ? undefined : text}>
      {titleParts(text).map(({ text: part, place }, index) => (place === 'raised' ? <sup key={index}>{part}</sup> : place === 'lowered' ? <sub key={index}>{part}</sub> : part))}
    </bdi>
  );
}
