/** What a reader should know of the picture before looking at it. */
import { Notice } from '../../design/states.js';
import type { ParamProblem } from '../../address/params.js';
import type { ApiError } from '../../api/ask.js';
import type { ComponentChildren } from 'preact';
import { scopeKind } from './question.js';
import type { PersonRow, Rows } from './rows.js';
import { pathEnds } from './scope-words.js';
import { isFiltered, type NetworkState } from './state.js';
import { absences, computingWords } from './words.js';
import type { Drawn } from './use-drawn.js';

interface NoticesProps {
  readonly state: NetworkState;
  readonly drawn: Drawn | null;
  readonly problems: readonly ParamProblem[];
  readonly computing: readonly ApiError[];
  readonly titles: ReadonlyMap<string, string>;
}

/** What should be said of an unusual picture; null where it is a usual one. */
function scopeNotice(state: NetworkState, rows: Rows): ComponentChildren {
  const kind = scopeKind(state);
  const under = isFiltered(state) ? 'under these filters' : 'in this corpus';
  const [first] = rows.people;
  if (first === undefined) return null;
  const name = (person: PersonRow) => <bdi lang="">{person.name}</bdi>;
  if (kind === 'path') {
    const { from, to } = pathEnds(state, rows);
    if (from === undefined || to === undefined) return <>Both ends of the path are {name(first)}: there is nothing between them.</>;
    if (to.distance === null) return <>No chain of joint papers leads from {name(from)} to {name(to)} {under}. Both are shown, each by themself.</>;
    return null;
  }
  if (kind === 'ego' && first.component === null && first.firstYear === null && rows.people.length === 1) return <>{name(first)} is not in this network: none of their papers is left {under}. Only they are shown.</>;
  if (kind === 'ego' && rows.people.length === 1) return <>{name(first)} has no collaborators {under}.</>;
  return null;
}

export function Notices({ state, drawn, problems, computing, titles }: NoticesProps) {
  const said = drawn === null ? null : scopeNotice(state, drawn.rows);
  return (
    <>
      {problems.map(({ name, value, accepts }) => (
        <Notice key={name}>The address says {name}={value}, which is not {accepts}. The default is used instead.</Notice>
      ))}
      {drawn !== null && absences(state, drawn).map((sentence) => <Notice key={sentence}>{sentence}</Notice>)}
      {said !== null && said !== undefined && <Notice>{said}</Notice>}
      {computing.length > 0 && (
        <p class="notice" role="status">
          {computing.map((error) => computingWords(error, titles)).join(' ')} {drawn === null ? 'The picture is drawn when it is known who belongs to it.' : 'The picture fills in by itself.'}
        </p>
      )}
    </>
  );
}
