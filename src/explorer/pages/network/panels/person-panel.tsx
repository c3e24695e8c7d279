/** The person that a reader clicked on: figures, and where to go from here. */
import { useAnswer } from '../../../api/use-answer.js';
import { AuthorLink } from '../../../design/author-link.js';
import { count, counted, measure, years } from '../../../design/numbers.js';
import { Failure, Loading } from '../../../design/states.js';
import { NetworkPersonDocument } from '../../../generated/graphql.js';
import { togglePin } from '../scope-changes.js';
import { pairWords } from '../picture.js';
import { graphOf } from '../question.js';
import { pairsWith, type PersonRow, type Rows } from '../rows.js';
import { isFiltered, networkHref, NOTHING_SELECTED, type NetworkChange, type NetworkState } from '../state.js';

const MOST_LISTED = 8;

interface PersonPanelProps {
  readonly state: NetworkState;
  readonly person: PersonRow;
  /** What is shown, by the end of the slider's year. */
  readonly rows: Rows;
  /** The slider's year; null for all years. */
  readonly year: number | null;
  /** What the size stands for. */
  readonly sizeTitle: string;
  readonly onChange: (change: NetworkChange) => void;
}

export function PersonPanel({ state, person, rows, year, sizeTitle, onChange }: PersonPanelProps) {
  const graph = graphOf(state);
  const { data, failure, retry } = useAnswer(NetworkPersonDocument, { id: person.id, graph });
  const author = data?.author?.id === person.id ? data.author : null;
  const partners = pairsWith(rows, person.id);
  const inPicture = rows.byId.get(person.id)?.degree ?? 0;
  const isPinned = state.authors.includes(person.id);
  const start = state.from || state.author;
  const isEnd = (id: string) => id !== '' && id !== person.id;
  return (
    <section class="network-panel" aria-labelledby="network-person">
      <header>
        <h2 id="network-person"><AuthorLink author={{ id: person.id, displayName: person.name, disambiguator: person.disambiguator }} /></h2>
        <button type="button" aria-label="Close the panel" onClick={() => onChange({ person: '' })}>×</button>
      </header>
      {failure !== null ? <Failure message={failure.message} retry={retry} /> : author === null ? <Loading what="the person’s figures" /> : (
        <dl class="network-figures">
          <div><dt>Papers</dt><dd>{count(author.paperCount)}</dd></div>
          {isFiltered(state) && <div><dt>Papers under the filters</dt><dd>{count(author.papers?.value)}</dd></div>}
          <div><dt>Collaborators{isFiltered(state) ? ' under the filters' : ''}</dt><dd>{count(author.collaborators?.totalCount)}{(author.collaborators?.totalCount ?? 0) > inPicture && <span class="quiet small">, {count(inPicture)} in the picture{year !== null && ` by ${year}`}</span>}</dd></div>
          <div><dt>Years</dt><dd>{years(author.firstYear, author.lastYear)}</dd></div>
          <div><dt>Citations</dt><dd>{count(author.citedByCount)}</dd></div>
          <div><dt>h-index, computed</dt><dd>{count(author.hIndex)}</dd></div>
          {!['PAPER_COUNT', 'DEGREE', 'CITATION_COUNT', 'H_INDEX'].includes(state.size) && <div><dt>{sizeTitle}</dt><dd>{measure(person.size)}</dd></div>}
          {author.topFields.groups.length > 0 && <div><dt>Fields</dt><dd>{author.topFields.groups.map(({ displayName }) => displayName).join(', ')}</dd></div>}
        </dl>
      )}
      {year !== null && <p class="quiet small">{rows.byId.has(person.id) ? `These figures are of all years, the collaborations below of those until ${year}.` : `Begins after ${year}: not in the picture of that year. These figures are of all years.`}</p>}
      <p class="network-buttons">
        <a class="button" href={`/author/${encodeURIComponent(person.id)}`}>Author page</a>
        <a class="button" href={networkHref(state, { ...NOTHING_SELECTED, scope: 'ego', author: person.id })}>Draw around</a>
        <a class="button" href={networkHref(state, { ...NOTHING_SELECTED, scope: 'path', from: person.id, to: '' })}>Path from here</a>
        {isEnd(start) && <a class="button" href={networkHref(state, { ...NOTHING_SELECTED, scope: 'path', from: start, to: person.id })}>Path to here</a>}
        <button type="button" aria-pressed={isPinned} onClick={() => onChange({ authors: togglePin(state.authors, person.id) })}>{isPinned ? 'Pinned' : 'Pin'}</button>
      </p>
      {partners.length > 0 && (
        <>
          <h3>{counted(partners.length, 'collaboration')} in the picture{year !== null && ` by the end of ${year}`}</h3>
          <ul class="network-partners">
            {partners.slice(0, MOST_LISTED).map((pair) => {
              const other = pair.first.id === person.id ? pair.second : pair.first;
              return (
                <li key={other.id}>
                  <a href={networkHref(state, { person: '', pair: [person.id, other.id] })}><bdi lang="">{other.name}</bdi></a> <span class="quiet small">{pairWords(pair)}</span>
                </li>
              );
            })}
          </ul>
          {partners.length > MOST_LISTED && <p class="quiet small">The {MOST_LISTED} strongest; all stand in the table of collaborations.</p>}
        </>
      )}
    </section>
  );
}
