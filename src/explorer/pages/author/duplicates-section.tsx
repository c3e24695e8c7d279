/** Who may be the same person under another name, with what speaks for it and against. */
import { useAnswer } from '../../api/use-answer.js';
import { AuthorLink } from '../../design/author-link.js';
import { counted, years } from '../../design/numbers.js';
import { Empty, Failure, Loading } from '../../design/states.js';
import { AuthorDuplicatesDocument, type AuthorDuplicatesQuery } from '../../generated/graphql.js';
import type { SectionProps } from './author-sections.js';

type Reasons = NonNullable<AuthorDuplicatesQuery['author']>['possibleDuplicates'][number]['for'];

/** `57 %`; neither surely nor never is said of what is only likely. */
export function chanceWords(probability: number): string {
  if (probability >= 0.995) return 'over 99 %';
  return probability < 0.005 ? 'under 1 %' : `${Math.round(probability * 100)} %`;
}

function ReasonList({ title, reasons }: { readonly title: string; readonly reasons: Reasons }) {
  if (reasons.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul>{reasons.map(({ kind, words, logOdds }) => <li key={kind + words} title={`${logOdds > 0 ? '+' : '−'}${Math.abs(logOdds).toFixed(1)} in log-odds`}><bdi lang="">{words}</bdi></li>)}</ul>
    </div>
  );
}

export function DuplicatesSection({ author }: SectionProps) {
  const { data, errors, failure, retry } = useAnswer(AuthorDuplicatesDocument, { id: author.id });
  const refused = failure ?? (data?.author === null ? (errors[0] ?? null) : null);
  if (refused) return <Failure message={refused.message} retry={retry} />;
  if (data === null) return <Loading what="possible duplicates" />;
  const duplicates = data.author?.possibleDuplicates ?? [];
  if (duplicates.length === 0) return <Empty>Nobody in the corpus is likely to be the same person under another name.</Empty>;
  return (
    <ul class="author-duplicates">
      {duplicates.map(({ author: other, probability, for: reasonsFor, against }) => (
        <li key={other.id}>
          <p>
            <AuthorLink author={other} /> <span class="quiet small">{counted(other.paperCount, 'paper')}, {years(other.firstYear, other.lastYear)}</span>
          </p>
          <p class="small">{chanceWords(probability)} likely to be one person with <bdi lang="">{author.displayName}</bdi>. Nothing was joined: it is for a curator to say.</p>
          <div class="author-reasons small"><ReasonList title="For" reasons={reasonsFor} /><ReasonList title="Against" reasons={against} /></div>
        </li>
      ))}
    </ul>
  );
}
