/** A field in which to choose an author: for the ends of a path, pins, filters. */
import { useEffect, useState } from 'preact/hooks';
import { Combobox } from './combobox.js';
import type { ChosenAuthor } from './suggestions.js';

export interface AuthorPickerProps {
  /** Shown above the field. */
  readonly label: string;
  readonly isLabelVisible?: boolean;
  readonly placeholder?: string;
  /** Whose name stands in the field; without one the field empties itself after a choice, ready for the next. */
  readonly chosen?: { readonly displayName: string } | null;
  readonly onChoose: (author: ChosenAuthor) => void;
}

export function AuthorPicker({ label, isLabelVisible = true, placeholder = 'Name of an author', chosen = null, onChoose }: AuthorPickerProps) {
  const name = chosen?.displayName ?? '';
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  return (
    <Combobox
      label={label} isLabelVisible={isLabelVisible} placeholder={placeholder} text={text} onText={setText} authorsOnly takesFirst
      onChoose={({ author }) => {
        if (author === null) return;
        setText(name);
        onChoose(author);
      }}
      onBlur={() => setText(name)}
    />
  );
}
