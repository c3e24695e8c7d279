/** A metric's value, with what it means and how it was made behind it: pointed at, focused or tapped. */
import type { ComponentChildren } from 'preact';
import type { MetricFigureFragment } from '../generated/graphql.js';
import { Explained } from './explained.js';
import { methodWords, parameterWords, percentileWords, piecesOf, rankWords } from './metric-words.js';
import { measure } from './numbers.js';
import { OutLink } from './out-link.js';

/** A description or reference with its DOIs and addresses as links out, and names of the API as code. */
export function Described({ text }: { readonly text: string }) {
  return (
    <>
      {piecesOf(text).map(({ text: piece, href, isCode }, index) => {
        if (isCode) return <code key={index}>{piece}</code>;
        return href === null ? piece : <OutLink key={index} href={href}>{piece}</OutLink>;
      })}
    </>
  );
}

function Facts({ figure }: { readonly figure: MetricFigureFragment }) {
  const { metric, value, normalized } = figure;
  const rank = rankWords(figure);
  const percentile = percentileWords(figure.percentile);
  const parameters = parameterWords(figure);
  return (
    <>
      <p><strong>{metric.title}</strong>: <Described text={metric.definition} /></p>
      <dl>
        <dt>Value</dt>
        <dd>{value === null ? `no value${metric.nullMeaning === null ? '' : `: ${metric.nullMeaning}`}` : String(value)}</dd>
        {normalized !== null && <><dt>Normalised</dt><dd>{measure(normalized)}{metric.normalization !== null && <span class="quiet">: divided by {metric.normalization}</span>}</dd></>}
        {rank !== null && <><dt>Place</dt><dd>{rank}{percentile !== null && `, ${percentile}`}</dd></>}
        <dt>Range</dt><dd>{metric.range}</dd>
        <dt>Method</dt><dd>{methodWords(figure)}</dd>
        {parameters !== null && <><dt>Parameters</dt><dd>{parameters}</dd></>}
        <dt>Reference</dt><dd><Described text={metric.reference} /></dd>
      </dl>
    </>
  );
}

/** @param children the trigger; the value where none is given. Asked for by the fragment `MetricFigure`. */
export function MetricFigure({ figure, children }: { readonly figure: MetricFigureFragment; readonly children?: ComponentChildren }) {
  return <Explained card={() => <Facts figure={figure} />}>{children ?? measure(figure.value)}</Explained>;
}
