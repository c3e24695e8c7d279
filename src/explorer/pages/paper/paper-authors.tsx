/** Who is on a paper's list, in its order, names as people call them here; long lists are folded and say how long they are. */
import { useState } from 'preact/hooks';
import { useList } from '../../api/use-list.js';
import '../../design/more.css';
import { authorAddress } from '../../design/author-link.js';
import { count } from '../../design/numbers.js';
import { PaperAuthorsDocument, type PaperItemFragment, type PaperMentionFragment } from '../../generated/graphql.js';

/** Names of a list before it is folded; one more is shown rather than folding a single one. */
const SHOWN = 10;

function Name({ mention, self }: { readonly mention: PaperMentionFragment; readonly self: string | null }) {
  const { author, rawName, kind } = mention;
  if (author === null) return <span title={kind === 'GROUP' ? 'A collaboration or corporate author' : undefined}><bdi lang="">{rawName}</bdi></span>;
  if (author.id === self) return <strong><bdi lang="">{author.displayName}</bdi></strong>;
  return <a href={authorAddress(author.id)} title={rawName === author.displayName ? undefined : `Written ${rawName} here`}><bdi lang="">{author.displayName}</bdi></a>;
}

/** @param self the author whose page this stands on: not linked, and set off */
export function PaperAuthors({ paper, self = null }: { readonly paper: Pick<PaperItemFragment, 'id' | 'authorships' | 'authorListComplete'>; readonly self?: string | null }) {
  const { id, authorships, authorListComplete } = paper;
  const [isOpen, setOpen] = useState(false);
  const list = useList(PaperAuthorsDocument, isOpen ? { id } : null, ({ paper: whole }) => whole?.authorships);
  const fits = authorships.totalCount <= SHOWN + 1;
  const mentions = isOpen && list.items.length > 0 ? list.items : authorships.nodes.slice(0, fits ? SHOWN + 1 : SHOWN);
  const left = authorships.totalCount - mentions.length;
  const hasSelf = self === null || mentions.some(({ author }) => author?.id === self);
  return (
    <p class="paper-authors">
      {mentions.length === 0 && <span class="quiet">No author is listed</span>}
      {mentions.map((mention, index) => (
        <span key={index}>{index > 0 && ', '}<Name mention={mention} self={self} /></span>
      ))}
      {left > 0 && (
        <>
          {' '}
          <button type="button" class="as-link" aria-disabled={list.isLoading || list.isLoadingMore} onClick={() => (isOpen && list.items.length > 0 ? list.more() : setOpen(true))}>
            {list.isLoading || list.isLoadingMore ? 'loading …' : `and ${count(left)} more${hasSelf ? '' : ', this author among them'}`}
          </button>
        </>
      )}
      {!authorListComplete && <> <span class="mark" title="The source ends the list in “et al.” or cut it: there are more authors than it names, and collaborations are missing.">list incomplete</span></>}
      {(list.failure ?? list.moreFailure) && <span class="more-failure" role="alert"> {(list.failure ?? list.moreFailure)?.message}</span>}
    </p>
  );
}
