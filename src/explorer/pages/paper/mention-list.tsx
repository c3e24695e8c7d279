/** A paper's author list in its order: as written there, whom that was taken for, and places of work. */
import { useList } from '../../api/use-list.js';
import { More } from '../../design/more.js';
import { AuthorLink } from '../../design/author-link.js';
import { counted } from '../../design/numbers.js';
import { OutLink } from '../../design/out-link.js';
import { Empty, Notice } from '../../design/states.js';
import { PaperMentionsDocument, type MentionListPageFragment } from '../../generated/graphql.js';
import type { PagePaper } from './paper-page.js';
import { placeWords } from './source-words.js';

type Mention = MentionListPageFragment['nodes'][number];

function MentionItem({ mention }: { readonly mention: Mention }) {
  const { rawName, position, kind, isCorresponding, author, affiliations, alsoWritten } = mention;
  return (
    <li value={position ?? undefined} class={position === null ? 'no-place' : undefined}>
      {author === null ? <bdi lang="">{rawName}</bdi> : <AuthorLink author={author} />}
      {kind === 'GROUP' && <> <span class="mark">group</span></>}
      {isCorresponding === true && <> <span class="mark">corresponding</span></>}
      {position === null && <> <span class="mark" title="The source names this person as an author and not where on the list.">place unknown</span></>}
      {author !== null && rawName !== author.displayName && <span class="quiet small"> written <bdi lang="">{rawName}</bdi></span>}
      {alsoWritten.map(({ name, source }) => <span key={name} class="quiet small">; <bdi lang="">{name}</bdi> in {placeWords(source)}</span>)}
      {affiliations.length > 0 && (
        <ul class="quiet small">
          {affiliations.map(({ name, ror, countryCode }) => (
            <li key={name}>{ror === null ? <bdi lang="">{name}</bdi> : <OutLink href={`https://ror.org/${ror}`}><bdi lang="">{name}</bdi></OutLink>}{countryCode !== null && `, ${countryCode}`}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function MentionList({ paper }: { readonly paper: PagePaper }) {
  const list = useList(PaperMentionsDocument, { id: paper.id }, ({ paper: whole }) => whole?.list, { given: { variables: { id: paper.id }, data: { paper } } });
  const { totalCount } = paper.list;
  return (
    <>
      {!paper.authorListComplete && <Notice>The list is incomplete: the source ends it in “et al.” or cut it. There are more authors than the {counted(totalCount, 'one', 'ones')} here, and collaborations are missing.</Notice>}
      {list.items.length === 0 ? <Empty>No author is listed.</Empty> : <ol class="paper-mentions">{list.items.map((mention, index) => <MentionItem key={index} mention={mention} />)}</ol>}
      {(list.hasMore || list.hasRestarted) && <More what="authors" list={list} total={totalCount} />}
    </>
  );
}
