/** The records that became a paper, why they are one, and the facts on which they disagree. */
import { useAnswer } from '../../api/use-answer.js';
import { counted } from '../../design/numbers.js';
import { Failure, Loading } from '../../design/states.js';
import { WrittenTitle } from '../../design/written-title.js';
import { ProvenanceDocument, type ConflictField, type PaperProvenanceFragment } from '../../generated/graphql.js';
import { SourceLine } from './source-facts.js';
import { placeWords } from './source-words.js';

const FACTS: Readonly<Record<ConflictField, string>> = {
  TITLE: 'Title', DATE: 'Date', VENUE: 'Venue', TYPE: 'Kind of work', AUTHORS: 'Authors', CITATIONS: 'Citations', IDENTIFIER: 'Identifier',
};

function Conflict({ conflict: { field, shown, rule, values } }: { readonly conflict: PaperProvenanceFragment['conflicts'][number] }) {
  return (
    <li>
      <strong>{FACTS[field]}</strong>
      <ul>
        {values.map(({ value, sources }) => (
          <li key={value}>
            <WrittenTitle text={value} /> <span class="quiet">{sources.map(placeWords).join('; ')}</span>{value === shown && <> <span class="mark">shown</span></>}
          </li>
        ))}
      </ul>
      <p class="quiet">{rule}</p>
    </li>
  );
}

/** What has been asked for. */
export function ProvenanceFacts({ provenance: { sources, mergeReasons, conflicts } }: { readonly provenance: PaperProvenanceFragment }) {
  return (
    <>
      <p>{sources.length === 1 ? 'One record states all of it:' : `${counted(sources.length, 'record')} were judged to be one paper; where they differ the first is preferred:`}</p>
      <ol>{sources.map((source) => <li key={placeWords(source)}><SourceLine source={source} /></li>)}</ol>
      {mergeReasons.length > 0 && <><p>Why they are one:</p><ul>{mergeReasons.map((reason) => <li key={reason}>{reason}</li>)}</ul></>}
      {conflicts.length > 0 ? (
        <>
          <p>{counted(conflicts.length, 'fact')} on which the records disagree:</p>
          <ul class="conflicts">{conflicts.map((conflict, index) => <Conflict key={index} conflict={conflict} />)}</ul>
        </>
      ) : sources.length > 1 && <p>The records agree on all facts that are compared.</p>}
    </>
  );
}

/** Asks when it is shown. */
export function Provenance({ id }: { readonly id: string }) {
  const { data, failure, retry } = useAnswer(ProvenanceDocument, { id });
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="the records" />;
  return data.paper === null ? <p>The paper is no longer in the corpus.</p> : <ProvenanceFacts provenance={data.paper} />;
}
