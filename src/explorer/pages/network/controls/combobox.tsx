/** A field that offers matches while one types: arrow keys choose, Enter takes, Escape closes. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

export interface ComboboxProps<Option> {
  readonly label: string;
  /** The label stands in the page; else for screen readers alone. */
  readonly showLabel?: boolean;
  readonly placeholder?: string;
  /** What is typed. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly options: readonly Option[];
  readonly keyOf: (option: Option) => string;
  readonly render: (option: Option) => ComponentChildren;
  readonly onPick: (option: Option) => void;
  /** What is said below the options and to screen readers: how many there are, or that there are none. */
  readonly status: string;
}

/** The combobox pattern of ARIA 1.2 with a list: focus stays in the field. */
export function Combobox<Option>({ label, showLabel = true, placeholder, text, onText, options, keyOf, render, onPick, status }: ComboboxProps<Option>) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const isShown = isOpen && text.trim() !== '';
  const current = active < options.length ? active : -1;

  function pick(option: Option): void {
    setOpen(false);
    setActive(-1);
    onPick(option);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && isShown) {
      event.stopPropagation();
      setOpen(false);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length > 0) {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(current === -1 ? (step === 1 ? 0 : options.length - 1) : (current + step + options.length) % options.length);
    } else if (event.key === 'Enter' && isShown && options.length > 0) {
      event.preventDefault();
      pick(options[Math.max(0, current)]);
    }
  }

  return (
    <div class="network-combobox">
      <label class={showLabel ? undefined : 'visually-hidden'} for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-activedescendant={isShown && current >= 0 ? `${id}-${current}` : undefined}
        placeholder={placeholder}
        value={text}
        onInput={(event) => {
          setOpen(true);
          setActive(-1);
          onText(event.currentTarget.value);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div class="network-options" hidden={!isShown}>
        <ul role="listbox" id={`${id}-list`} aria-label={`${label}: matches`}>
          {isShown && options.map((option, index) => (
            // The list is left by a blur of the field, which a press of the mouse must not cause before the click.
            <li key={keyOf(option)} id={`${id}-${index}`} role="option" aria-selected={index === current} onPointerDown={(event) => event.preventDefault()} onClick={() => pick(option)}>
              {render(option)}
            </li>
          ))}
        </ul>
        <p class="quiet small">{isShown ? status : ''}</p>
      </div>
      <span class="visually-hidden" role="status">{isShown ? status : ''}</span>
    </div>
  );
}
