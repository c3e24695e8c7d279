/** Numbers of the network as a whole, each with what it means and how it was obtained. */
import type { NetworkFigureFragment } from '../../generated/graphql.js';
import { Explained } from '../../design/explained.js';
import { Described } from '../../design/metric-figure.js';
import { foundByWords } from '../../design/metric-words.js';
import { measure } from '../../design/numbers.js';

export interface FiguresTableProps {
  readonly caption: string;
  /** Null stands for a number that is still being computed. */
  readonly figures: ReadonlyArray<NetworkFigureFragment | null>;
}

const METHODS: Readonly<Record<NetworkFigureFragment['method'], string>> = {
  EXACT: 'exact',
  SAMPLED: 'from a sample',
  SKETCHED: 'estimated from sketches',
};

/** Figures of distances, and among whom they are: the others are of the network as a whole. */
const AMONG: Readonly<Record<string, string>> = {
  MEAN_DISTANCE: 'of the largest component', DIAMETER: 'of the largest component', RADIUS: 'of the largest component', EFFECTIVE_DIAMETER: 'of all connected pairs',
};

function titleOf({ metric: { id, title } }: NetworkFigureFragment): string {
  return AMONG[id] === undefined ? title : `${title} ${AMONG[id]}`;
}

/** How a number was obtained, in words. */
function methodOf({ method, errorBound, parameters }: NetworkFigureFragment): string {
  const division = foundByWords({ parameters });
  if (division !== null) return division;
  return errorBound === null ? METHODS[method] : `${METHODS[method]}, off by ${measure(errorBound)} at most`;
}

function Meaning({ figure: { metric } }: { readonly figure: NetworkFigureFragment }) {
  return (
    <>
      <p><strong>{metric.title}</strong>: <Described text={metric.definition} /></p>
      <p>Range {metric.range}.</p>
      <p class="quiet"><Described text={metric.reference} /></p>
    </>
  );
}

export function FiguresTable({ caption, figures }: FiguresTableProps) {
  const known = figures.filter((figure) => figure !== null);
  const awaited = figures.length - known.length;
  return (
    <>
      <table class="overview-figures">
        <caption>{caption}</caption>
        <thead><tr><th scope="col">Figure</th><th scope="col" class="number">Value</th><th scope="col">How obtained</th></tr></thead>
        <tbody>
          {known.map((figure) => (
            <tr key={figure.metric.id}>
              <th scope="row"><Explained card={() => <Meaning figure={figure} />}>{titleOf(figure)}</Explained></th>
              <td class="number" title={figure.value === null ? undefined : String(figure.value)}>{measure(figure.value)}</td>
              <td class="small quiet">{figure.value === null ? `no value: ${figure.metric.nullMeaning ?? 'nothing says why'}` : methodOf(figure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {awaited > 0 && <p class="quiet" role="status">{awaited} more {awaited === 1 ? 'is' : 'are'} being computed …</p>}
    </>
  );
}
