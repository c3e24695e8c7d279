/** Finds somebody in the picture, or offers to draw around somebody who is not in it. */
import { useMemo, useState } from 'preact/hooks';
import { counted } from '../../design/numbers.js';
import { Combobox } from './controls/combobox.js';
import { PersonOption } from './controls/author-picker.js';
import { usePeople, type FoundPerson } from './controls/use-people.js';
import { findPeople } from './find-people.js';
import type { PersonRow } from './rows.js';

const MOST_SHOWN = 8;

type Option = { readonly kind: 'HERE'; readonly person: PersonRow } | { readonly kind: 'ELSEWHERE'; readonly person: FoundPerson };

interface FindProps {
  readonly people: readonly PersonRow[];
  readonly onFind: (id: string) => void;
  readonly onCentre: (id: string) => void;
}

export function FindInPicture({ people, onFind, onCentre }: FindProps) {
  const [text, setText] = useState('');
  const here = useMemo(() => findPeople(people, text), [people, text]);
  const { people: found } = usePeople(text);
  const ids = useMemo(() => new Set(people.map(({ id }) => id)), [people]);
  const elsewhere = found.filter(({ id }) => !ids.has(id));
  const options: readonly Option[] = [
    ...here.slice(0, MOST_SHOWN).map((person) => ({ kind: 'HERE', person }) as const),
    ...elsewhere.slice(0, Math.max(3, MOST_SHOWN - here.length)).map((person) => ({ kind: 'ELSEWHERE', person }) as const),
  ];
  return (
    <Combobox
      label="Find in the picture"
      showLabel={false}
      placeholder="Find in the picture"
      text={text}
      onText={setText}
      options={options}
      keyOf={({ person }) => person.id}
      render={({ kind, person }) => (kind === 'HERE' ? (
        <><bdi lang="">{person.name}</bdi>{person.disambiguator !== null && <span class="quiet small"> <bdi lang="">{person.disambiguator}</bdi></span>}</>
      ) : (
        <><PersonOption person={person} /> <span class="small">not in this picture: draw around</span></>
      ))}
      onPick={({ kind, person }) => {
        setText('');
        if (kind === 'HERE') onFind(person.id);
        else onCentre(person.id);
      }}
      status={`${counted(here.length, 'person', 'people')} in the picture${elsewhere.length > 0 ? `, others of the corpus below` : ''}`}
    />
  );
}
