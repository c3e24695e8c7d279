/** Some venues or fields: typed to find them, each chosen one with a button to drop it. */
import { useId, useState } from 'preact/hooks';
import { useAnswer } from '../../../api/use-answer.js';
import { count, counted } from '../../../design/numbers.js';
import { NetworkVenuesDocument } from '../../../generated/graphql.js';
import { Combobox } from './combobox.js';
import { usePaused } from './use-people.js';

interface Term {
  readonly key: string;
  readonly displayName: string;
  readonly count: number;
}

interface PickerProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly onChoose: (names: readonly string[]) => void;
}

function Chosen({ label, chosen, onChoose }: PickerProps) {
  const id = useId();
  if (chosen.length === 0) return null;
  return (
    <ul class="network-chosen" aria-labelledby={id}>
      <li id={id} class="visually-hidden">{label}: {chosen.length}</li>
      {chosen.map((name) => (
        <li key={name}>
          <bdi lang="">{name}</bdi>
          <button type="button" aria-label={`Drop ${name}`} onClick={() => onChoose(chosen.filter((other) => other !== name))}>×</button>
        </li>
      ))}
    </ul>
  );
}

function TermCombobox({ label, chosen, onChoose, text, onText, terms, status }: PickerProps & { readonly text: string; readonly onText: (text: string) => void; readonly terms: readonly Term[]; readonly status: string }) {
  return (
    <div class="network-field">
      <Combobox
        label={label}
        placeholder={chosen.length === 0 ? 'All' : 'Add another'}
        text={text}
        onText={onText}
        options={terms.filter(({ displayName }) => !chosen.includes(displayName))}
        keyOf={({ key }) => key}
        render={(term) => <><bdi lang="">{term.displayName}</bdi> <span class="quiet small">{counted(term.count, 'paper')}</span></>}
        onPick={({ displayName }) => {
          onText('');
          onChoose([...chosen, displayName]);
        }}
        status={status}
      />
      <Chosen label={label} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

/** Venues are too many to be listed: the server finds them. */
export function VenuePicker(props: PickerProps) {
  const [text, onText] = useState('');
  const contains = usePaused(text).trim();
  const { data, failure } = useAnswer(NetworkVenuesDocument, contains === '' ? null : { contains });
  const venues = data?.corpus.venues;
  const status = failure?.message
    ?? (venues === undefined ? 'Searching …'
      : venues.groups.length === 0 ? `No venue contains “${contains}”.`
        : venues.truncated === null || venues.truncated === undefined ? counted(venues.groups.length, 'venue')
          : `The ${venues.groups.length} with most papers, of ${count(venues.truncated.total)}: type more.`);
  return <TermCombobox {...props} text={text} onText={onText} terms={venues?.groups ?? []} status={status} />;
}

const MOST_SHOWN = 12;

/** @param fields of the corpus; null while they are awaited. `total`: of how many, where not all are listed */
export function FieldPicker({ fields, total, ...props }: PickerProps & { readonly fields: readonly Term[] | null; readonly total: number | null }) {
  const [text, onText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = (fields ?? []).filter(({ displayName }) => displayName.toLowerCase().includes(wanted));
  const status = fields === null ? 'Loading …'
    : found.length === 0 ? `No field contains “${text.trim()}”${total === null ? '' : ` among the ${fields.length} most frequent of ${count(total)}`}.`
      : found.length > MOST_SHOWN ? `The ${MOST_SHOWN} most frequent of ${count(found.length)}: type more.` : counted(found.length, 'field');
  return <TermCombobox {...props} text={text} onText={onText} terms={found.slice(0, MOST_SHOWN)} status={status} />;
}
