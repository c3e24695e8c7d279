/** A paper's page: what it is, who wrote it, and where every fact came from. */
import { useEffect, useRef } from 'preact/hooks';
import { navigate } from '../../address/address.js';
import { useAnswer } from '../../api/use-answer.js';
import type { PageProps } from '../../app/routes.js';
import { PageTitle } from '../../design/page-title.js';
import { Section } from '../../design/section.js';
import { Failure, Loading, Notice, NothingHere } from '../../design/states.js';
import { titleText } from '../../design/title-text.js';
import { WrittenTitle } from '../../design/written-title.js';
import { PaperPageDocument, type PaperPageQuery } from '../../generated/graphql.js';
import { leadsNowhere, NoSuchRecord } from '../../search/no-such-record.js';
import { ViewActions } from '../../views/view-actions.js';
import { idOf } from '../author/author-state.js';
import { MentionList } from './mention-list.js';
import { PaperFacts } from './paper-facts.js';
import { paperAddress } from './paper-item.js';
import { ProvenanceFacts } from './provenance.js';
import { OtherVersions, Versions } from './versions.js';
import './paper-page.css';

export type PagePaper = NonNullable<PaperPageQuery['paper']>;

/** The id that led here, where it was another than the paper's own: the address is replaced, and the page says why. */
function useOwnAddress(paper: PagePaper | null, id: string): string | null {
  const cameFrom = useRef<{ readonly id: string; readonly from: string } | null>(null);
  if (paper?.redirectedFrom != null) cameFrom.current = { id: paper.id, from: paper.redirectedFrom };
  useEffect(() => {
    if (paper !== null && paper.id !== id) navigate(paperAddress(paper.id) + window.location.search + window.location.hash, { replace: true });
  }, [paper?.id, id]);
  return paper !== null && cameFrom.current?.id === paper.id ? cameFrom.current.from : null;
}

export function PaperPage({ address }: PageProps) {
  const id = idOf(address.path);
  const held = useRef<{ asked: string; ownId: string | null }>({ asked: '', ownId: null });
  // Not asked anew when the address was replaced by the paper's own.
  if (held.current.asked !== id && held.current.ownId !== id) held.current = { asked: id, ownId: null };
  const { asked } = held.current;
  const { data, errors, failure, isStale, retry } = useAnswer(PaperPageDocument, asked === '' ? null : { id: asked });
  const paper = isStale ? null : (data?.paper ?? null);
  if (paper !== null) held.current.ownId = paper.id;
  const cameFrom = useOwnAddress(paper, id);

  if (id === '') return <NothingHere what="a paper without an id"><p>A paper’s address is /paper/ with an id behind it.</p></NothingHere>;
  if (failure !== null && !leadsNowhere(failure.code)) return <Failure message={failure.message} retry={retry} />;
  if (failure !== null) return <NoSuchRecord kind="paper" id={id} />;
  if (data === null || isStale) return <Loading what="the paper" />;
  if (paper === null) {
    const [error] = errors;
    if (error !== undefined && !leadsNowhere(error.extensions?.code)) return <Failure message={error.message} retry={retry} />;
    return <NoSuchRecord kind="paper" id={id} />;
  }
  const isOneVersion = paper.versions.length < 2;
  return (
    <article class="paper-page">
      <PageTitle title={titleText(paper.title)}><WrittenTitle text={paper.title} /></PageTitle>
      {cameFrom !== null && <Notice>{cameFrom} was merged into this paper.</Notice>}
      <PaperFacts paper={paper} />
      <ViewActions query={PaperPageDocument} variables={{ id: paper.id }} exports={[{ kind: 'PAPERS', title: 'This paper', params: new URLSearchParams({ papers: paper.id }) }]} />
      {paper.abstract !== null && <section aria-labelledby="abstract-title"><h2 id="abstract-title">Abstract</h2><p class="abstract"><WrittenTitle text={paper.abstract} /></p></section>}
      <Section id="authors" title="Authors" isFirst>{() => <MentionList paper={paper} />}</Section>
      {!isOneVersion && <Section id="versions" title="Versions" aside="counted as one paper">{() => <Versions versions={paper.versions} />}</Section>}
      {paper.otherVersions.length > 0 && <Section id="other-versions" title="Other versions" aside="counted as papers of their own in this corpus">{() => <OtherVersions papers={paper.otherVersions} />}</Section>}
      <Section id="sources" title="Where this comes from">{() => <ProvenanceFacts provenance={paper} />}</Section>
    </article>
  );
}
