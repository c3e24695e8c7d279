/** What a reader should know of the picture before looking at it. */
import { Notice } from '../../design/states.js';
import type { ParamProblem } from '../../address/params.js';
import type { ApiError } from '../../api/ask.js';
import { scopeNotice } from './scope-words.js';
import type { NetworkState } from './state.js';
import type { Drawn } from './use-drawn.js';

interface NoticesProps {
  readonly state: NetworkState;
  readonly drawn: Drawn | null;
  readonly problems: readonly ParamProblem[];
  readonly computing: readonly ApiError[];
  readonly titles: ReadonlyMap<string, string>;
}

/** What the address asks for and the picture has not. */
export function absences(state: NetworkState, { rows, growth, year }: Drawn): readonly string[] {
  const absent: string[] = [];
  if (state.person !== '' && !rows.byId.has(state.person)) absent.push(`The selected person, ${state.person}, is not in this picture.`);
  if (state.year !== null && year === null && growth.range !== null && state.year !== growth.range.last) {
    absent.push(`The year ${state.year} lies outside of the picture’s, ${growth.range.first} to ${growth.range.last}: all years are shown.`);
  }
  return absent;
}

/** `Betweenness is being computed: 40 %.` */
export function computingWords({ message, extensions }: ApiError, titles: ReadonlyMap<string, string>): string {
  const [id, progress] = [extensions?.['metric'], extensions?.['progress']];
  if (typeof id !== 'string') return message;
  const title = titles.get(id) ?? id;
  return `${title} is being computed${typeof progress === 'number' ? `: ${Math.round(100 * progress)} %` : ''}.`;
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
