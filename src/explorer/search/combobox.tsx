/**
 * A text field that answers while one types (the ARIA combobox with a list): arrows move through the answers, Enter takes
 * one, Escape closes the list and then empties the field. Nothing is asked while an input method is composing.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { MatchedText } from './matched-text.js';
import type { Suggestion } from './suggestions.js';
import { useSuggestions } from './use-suggestions.js';
import './combobox.css';

export interface ComboboxProps {
  readonly label: string;
  readonly isLabelVisible: boolean;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly authorsOnly: boolean;
  /** The first answer stands ready for Enter, for fields where only a choice makes sense. */
  readonly takesFirst: boolean;
  readonly onChoose: (suggestion: Suggestion) => void;
  /** Enter without a choice. */
  readonly onSubmit?: (text: string) => void;
  /** Below the answers, for the text that was answered. */
  readonly footer?: (text: string) => ComponentChildren;
  readonly inputId?: string;
  readonly onBlur?: () => void;
}

export function Combobox({ label, isLabelVisible, placeholder, text, onText, authorsOnly, takesFirst, onChoose, onSubmit, footer, inputId, onBlur }: ComboboxProps) {
  const ownId = useId();
  const id = inputId ?? ownId;
  const [isOpen, setOpen] = useState(false);
  const [isComposing, setComposing] = useState(false);
  const [pointed, setPointed] = useState<{ readonly key: string; readonly text: string } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { groups, answeredText, isLoading, failure } = useSuggestions(isOpen && !isComposing ? text : '', authorsOnly);

  // A choice among the answers to another text is none.
  const active = pointed?.text === answeredText ? pointed.key : null;
  const setActive = (key: string | null): void => setPointed(key === null ? null : { key, text: answeredText });
  const all = groups.flatMap(({ suggestions }) => suggestions);
  const chosen = all.find(({ key }) => key === active) ?? (takesFirst ? all[0] : undefined);
  const isAnswered = answeredText !== '' && isOpen;
  const optionId = ({ key }: Suggestion): string => `${id}-${key.replaceAll(/[^\w-]/g, (character) => `_${character.codePointAt(0)}`)}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function choose(suggestion: Suggestion): void {
    setOpen(false);
    setActive(null);
    onChoose(suggestion);
  }

  function move(step: number): void {
    if (!isOpen) setOpen(true);
    if (all.length === 0) return;
    const at = chosen === undefined ? -1 : all.indexOf(chosen);
    // Beyond either end stands the field itself, where Enter searches for the text.
    const places = takesFirst ? all.length : all.length + 1;
    const next = (at + step + places) % places;
    setActive(all[at === -1 && step < 0 ? all.length - 1 : next]?.key ?? null);
  }

  function onKey(event: KeyboardEvent): void {
    // 229: some browsers report the Enter that ends a composition without saying so.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      const isFresh = answeredText === text.trim();
      if (isOpen && chosen !== undefined && (isFresh || active !== null)) {
        event.preventDefault();
        choose(chosen);
      } else if (text.trim() !== '' && onSubmit) {
        event.preventDefault();
        setOpen(false);
        onSubmit(text.trim());
      }
    } else if (event.key === 'Escape') {
      if (isOpen) setOpen(false);
      else if (text !== '') onText('');
      event.stopPropagation();
    }
  }

  return (
    <div class="combobox">
      <label class={isLabelVisible ? '' : 'visually-hidden'} for={id}>{label}</label>
      <input
        id={id} type="text" role="combobox" autoComplete="off" autocapitalize="none" spellcheck={false} enterkeyhint="search" maxLength={500} dir="auto"
        aria-autocomplete="list" aria-expanded={isAnswered && all.length > 0} aria-controls={isAnswered && all.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant={isAnswered && chosen !== undefined ? optionId(chosen) : undefined}
        placeholder={placeholder} value={text}
        onInput={(event) => {
          onText(event.currentTarget.value);
          setOpen(true);
        }}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onFocus={() => text !== '' && setOpen(true)}
        onBlur={() => {
          setOpen(false);
          onBlur?.();
        }}
        onKeyDown={onKey}
      />
      {/* A press inside must not take the focus from the field, which would close the list before the click. */}
      {isOpen && text.trim() !== '' && !isComposing && (
        <div class="combobox-panel" onMouseDown={(event) => event.preventDefault()}>
          {isAnswered && all.length > 0 && (
            <div role="listbox" id={`${id}-list`} aria-label={label} ref={list}>
              {groups.map(({ title, size, suggestions }) => (
                <div role="group" aria-label={`${title}, ${size}`} key={title}>
                  <div class="combobox-group" aria-hidden="true"><span>{title}</span><span>{size}</span></div>
                  {suggestions.map((suggestion) => (
                    <div role="option" key={suggestion.key} id={optionId(suggestion)} class="combobox-option" aria-selected={suggestion === chosen} onClick={() => choose(suggestion)} onMouseMove={() => suggestion.key !== active && setActive(suggestion.key)}>
                      <span class="combobox-label"><MatchedText text={suggestion.label} query={answeredText} /></span>{' '}
                      <span class="combobox-note">{suggestion.note}</span>
                    </div>
                  ))}
                </div>
              ))}
            </div>
          )}
          {failure !== null && <p class="combobox-said">{failure.message}</p>}
          {isAnswered && all.length === 0 && !isLoading && <NoMatch text={answeredText} authorsOnly={authorsOnly} />}
          {!isAnswered && failure === null && <p class="combobox-said quiet">Searching …</p>}
          {isAnswered && all.length > 0 && footer && <div class="combobox-footer small">{footer(answeredText)}</div>}
        </div>
      )}
      <span class="visually-hidden" role="status">{isAnswered && !isLoading ? spoken(all.length, answeredText, authorsOnly) : ''}</span>
    </div>
  );
}

function NoMatch({ text, authorsOnly }: { readonly text: string; readonly authorsOnly: boolean }) {
  return (
    <div class="combobox-said">
      <p>{authorsOnly ? 'No author' : 'No author, paper or venue'} matches “<bdi>{text}</bdi>”.</p>
      <p class="quiet small">Fewer or shorter words find more: the beginnings of names are enough, in any order, with or without accents.</p>
    </div>
  );
}

function spoken(found: number, text: string, authorsOnly: boolean): string {
  if (found === 0) return `${authorsOnly ? 'No author' : 'No author, paper or venue'} matches ${text}.`;
  return `${found} ${found === 1 ? 'suggestion' : 'suggestions'}. Use the arrow keys to choose.`;
}
