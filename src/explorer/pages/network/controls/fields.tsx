/** Small fields of the view's forms: a value leaves them when it is complete, so that typing draws nothing half-way. */
import { useId, useState } from 'preact/hooks';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly least: number;
  readonly largest: number;
  /** `any` where fractions are allowed. */
  readonly step?: number | 'any';
  readonly placeholder?: string;
  /** Null: emptied, where that means something. */
  readonly isOptional?: boolean;
  readonly onValue: (value: number | null) => void;
}

/** A number: taken on Enter and when the field is left, and put back where it is none within the bounds. */
export function NumberField({ label, value, least, largest, step = 1, placeholder, isOptional = false, onValue }: NumberFieldProps) {
  const id = useId();
  // What is being typed: the page may be drawn anew meanwhile.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <div class="network-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode={step === 'any' ? 'decimal' : 'numeric'}
        min={least}
        max={largest}
        step={step}
        placeholder={placeholder}
        value={draft ?? value ?? ''}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onChange={({ currentTarget: field }) => {
          const asked = field.value === '' ? null : Number(field.value);
          const isGood = asked === null ? isOptional && !field.validity.badInput : asked >= least && asked <= largest && (step === 'any' || Number.isInteger(asked));
          if (isGood) onValue(asked);
          else field.reportValidity();
          setDraft(isGood ? null : field.value);
        }}
        onBlur={({ currentTarget: field }) => {
          // What was no good is put back; what was good has become the value.
          field.value = value === null ? '' : String(value);
          setDraft(null);
        }}
      />
    </div>
  );
}

interface ChoiceProps<Word extends string> {
  readonly label: string;
  readonly value: Word;
  readonly options: ReadonlyArray<readonly [word: Word, text: string]>;
  readonly hint?: string;
  readonly onValue: (word: Word) => void;
}

/** One of a few. */
export function Choice<Word extends string>({ label, value, options, hint, onValue }: ChoiceProps<Word>) {
  const id = useId();
  return (
    <div class="network-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} aria-describedby={hint === undefined ? undefined : `${id}-hint`} onChange={({ currentTarget }) => onValue(currentTarget.value as Word)}>
        {options.map(([word, text]) => <option key={word} value={word}>{text}</option>)}
      </select>
      {hint !== undefined && <p class="quiet small" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
