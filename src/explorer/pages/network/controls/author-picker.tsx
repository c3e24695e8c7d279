/** A field for one author of the corpus. */
import { useState } from 'preact/hooks';
import { counted, years } from '../../../design/numbers.js';
import { Combobox } from './combobox.js';
import { usePeople, type FoundPerson } from './use-people.js';

export interface NamedAuthor {
  readonly id: string;
  readonly displayName: string;
}

/** A name with what tells its bearer from others. */
export function PersonOption({ person: { displayName, disambiguator, paperCount, firstYear, lastYear } }: { readonly person: FoundPerson }) {
  return (
    <>
      <bdi lang="">{displayName}</bdi>{' '}
      <span class="quiet small">
        {disambiguator !== null && disambiguator !== undefined && <><bdi lang="">{disambiguator}</bdi>, </>}
        {counted(paperCount, 'paper')}, {years(firstYear, lastYear)}
      </span>
    </>
  );
}

/** @param chosen whose name stands in the field until something else is typed */
export function AuthorPicker({ label, chosen, onPick }: { readonly label: string; readonly chosen: NamedAuthor | null; readonly onPick: (author: NamedAuthor) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const { people, status } = usePeople(typed ?? '');
  return (
    <Combobox
      label={label}
      placeholder="Type a name"
      text={typed ?? chosen?.displayName ?? ''}
      onText={setTyped}
      options={typed === null ? [] : people}
      keyOf={({ id }) => id}
      render={(person) => <PersonOption person={person} />}
      onPick={(person) => {
        setTyped(null);
        onPick(person);
      }}
      status={typed === null ? '' : status}
    />
  );
}
