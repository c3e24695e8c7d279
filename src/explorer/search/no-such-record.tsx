/** An author's or a paper's address that leads to neither: said in a reader's words, with ways to go on. */
import { NothingHere } from '../design/states.js';

const FORMS = {
  author: 'An author’s address ends in the id that links of these pages have, in an ORCID, or in the id of another service, such as dblp:m/HMazzawi.',
  paper: 'A paper’s address ends in the id that links of these pages have, in a DOI, or in the id of another service, such as arxiv:1805.04770.',
} as const;
/** Whose id the letter before its digits says that it is. */
const FORM_OF: Readonly<Record<'author' | 'paper', RegExp>> = { author: /^a[0-9a-z]{8,}$/i, paper: /^p[0-9a-z]{8,}$/i };

/** Whether an error of the API means that nothing has the id, now or ever: to ask again would not help. */
export function leadsNowhere(code: string | null | undefined): boolean {
  return code === 'NOT_FOUND' || code === 'BAD_USER_INPUT';
}

/** What can't be seen, as a sign that something is there. */
function visible(id: string): string {
  return id.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '\ufffd');
}

export function NoSuchRecord({ kind, id }: { readonly kind: 'author' | 'paper'; readonly id: string }) {
  const other = kind === 'author' ? 'paper' : 'author';
  const shown = visible(id);
  return (
    <NothingHere what={`the ${kind} “${shown}”`}>
      {FORM_OF[other].test(id)
        ? <p>It looks like the id of {other === 'author' ? 'an author' : 'a paper'}: <a href={`/${other}/${encodeURIComponent(id)}`}>look for the {other}</a>.</p>
        : <p>No {kind} of this corpus has that id. {FORMS[kind]}</p>}
      {/\w/.test(shown) && <p><a href={`/search?${new URLSearchParams({ q: shown })}`}>Search for “{shown}”</a></p>}
    </NothingHere>
  );
}
