/** What both pages of communities have to say besides figures. */
import type { ParamProblem } from '../../address/params.js';
import { Notice } from '../../design/states.js';

/** What an address says and can't be taken. */
export function Problems({ problems }: { readonly problems: readonly ParamProblem[] }) {
  return <>{problems.map(({ name, value, accepts }) => <Notice key={name}>The address says {name}={value}, which means nothing here: {name} takes {accepts}. It is left out.</Notice>)}</>;
}

/** Numbers are no names. */
export function ValidHere() {
  return <p class="quiet small">Communities are numbered by size, 0 being the largest. A number holds for this state of the corpus and these choices alone: another graph, algorithm, seed or resolution numbers them anew.</p>;
}
