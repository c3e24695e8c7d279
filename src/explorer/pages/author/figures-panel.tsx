/** The figures of a profile: what is computed from this corpus beside what sources report, and where they can't both be right. */
import { Explained } from '../../design/explained.js';
import { count } from '../../design/numbers.js';
import { SourceFacts } from '../paper/source-facts.js';
import { sourceWords } from '../paper/source-words.js';
import type { PageAuthor } from './author-page.js';
import { figureName, figureValue } from './figure-words.js';

const COMPUTED_HERE = new Set(['PAPER_COUNT', 'CITATION_COUNT', 'H_INDEX']);

type Figure = NonNullable<PageAuthor['figures']>[number];

function Reported({ value, unit, source }: Figure['reported'][number]) {
  return (
    <li>
      <Explained card={() => <><p>Reported, not computed here.</p><SourceFacts source={source} /></>}>{figureValue(value, unit)}</Explained>{' '}
      <span class="quiet small">{sourceWords(source)}</span>
    </li>
  );
}

function Computed({ name, computed }: Pick<Figure, 'name' | 'computed'>) {
  if (computed !== null) return <>{count(computed)}</>;
  return <span class="quiet">{COMPUTED_HERE.has(name) ? 'no value: no citation count is known' : 'not computed here'}</span>;
}

export function FiguresPanel({ author: { figures, contradictions } }: { readonly author: Pick<PageAuthor, 'figures' | 'contradictions'> }) {
  if (figures === null) return <p class="quiet small" role="status">The figures are being computed …</p>;
  if (figures.length === 0) return null;
  const hasReports = figures.some(({ reported }) => reported.length > 0);
  return (
    <section class="author-figures" aria-labelledby="figures-title">
      <h2 id="figures-title" class="visually-hidden">Figures</h2>
      <table>
        <thead>
          <tr><th scope="col">Figure</th><th scope="col">From the papers here</th>{hasReports && <th scope="col">As reported</th>}</tr>
        </thead>
        <tbody>
          {figures.map(({ name, computed, reported }) => (
            <tr key={name}>
              <th scope="row">{figureName(name)}</th>
              <td><Computed name={name} computed={computed} /></td>
              {hasReports && <td>{reported.length === 0 ? <span class="quiet">–</span> : <ul>{reported.map((each) => <Reported key={`${each.source.file}:${each.source.line}:${each.value}`} {...each} />)}</ul>}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {contradictions !== null && contradictions.length > 0 && (
        <div class="notice" role="note">
          {contradictions.map(({ kind, sentence }) => <p key={kind + sentence}>{sentence}</p>)}
        </div>
      )}
    </section>
  );
}
