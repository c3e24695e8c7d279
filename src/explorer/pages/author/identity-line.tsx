/** How sure it is that all of this is one person, in words; the reasons on demand. */
import { useAnswer } from '../../api/use-answer.js';
import { counted } from '../../design/numbers.js';
import { OnDemand } from '../../design/section.js';
import { Failure, Loading } from '../../design/states.js';
import { AuthorIdentityDocument, type IdentityEvidenceKind } from '../../generated/graphql.js';
import type { PageAuthor } from './author-page.js';

const KINDS: Readonly<Record<IdentityEvidenceKind, string>> = {
  EXPLICIT_ID: 'The papers carry the same id',
  PERSON_RECORD: 'A source’s own record of the person names the spellings',
  FULL_NAME: 'The full names are equal',
  UNIQUE_NAME_OF_ID: 'Only one id bears the name',
  LEDGER: 'A curator said so',
  SIMILARITY: 'Names that go together, and what stands with them',
  KEPT_APART: 'Kept apart although names agree',
};

/** The confidence in words; the number stands beside it. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.95) return 'surely one person';
  if (confidence >= 0.8) return 'very probably one person';
  if (confidence >= 0.6) return 'probably one person';
  return 'perhaps more than one person';
}

function Evidence({ id }: { readonly id: string }) {
  const { data, failure, retry } = useAnswer(AuthorIdentityDocument, { id });
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="the reasons" />;
  const evidence = data.author?.identity.evidence ?? [];
  return (
    <ul>
      {evidence.map(({ kind, detail, mentions, ledgerEntry }) => (
        <li key={kind + detail}>
          {KINDS[kind]}: <bdi lang="">{detail}</bdi> <span class="quiet">({counted(mentions, 'mention')})</span>
          {ledgerEntry && <span class="quiet"> {ledgerEntry.who}, {ledgerEntry.when}: {ledgerEntry.why}</span>}
        </li>
      ))}
    </ul>
  );
}

export function IdentityLine({ author: { id, kind, identity } }: { readonly author: Pick<PageAuthor, 'id' | 'kind' | 'identity'> }) {
  const { confidence, ambiguous, mentionCount } = identity;
  if (kind === 'GROUP') return null;
  const words = mentionCount === 1 ? 'Named on one paper: nothing had to be joined' : `${counted(mentionCount, 'mention')}, ${confidenceWords(confidence)}`;
  return (
    <OnDemand summary={<>{words} <span class="quiet">(confidence {confidence})</span></>}>
      {() => (
        <>
          {ambiguous && <p>Other authors bear the same name, and nothing tells all of the mentions apart for sure.</p>}
          <Evidence id={id} />
          <p class="quiet">Confidence runs from 0 to 1: the mean, over the mentions, of how much weight the reason for each has. It is a judgement and no measured frequency.</p>
        </>
      )}
    </OnDemand>
  );
}
