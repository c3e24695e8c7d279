/** A person's name that leads to their page. */
import './author-link.css';

export interface LinkedAuthor {
  readonly id: string;
  readonly displayName: string;
  /** What tells namesakes apart; null where nothing does or need be. */
  readonly disambiguator?: string | null;
}

/** The address of an author's page. */
export function authorAddress(id: string): string {
  return `/author/${encodeURIComponent(id)}`;
}

/** The name in its own direction and of no particular language, with what tells namesakes apart beside it. */
export function AuthorLink({ author }: { readonly author: LinkedAuthor }) {
  const { id, displayName, disambiguator = null } = author;
  return (
    <span class="author-link">
      <a href={authorAddress(id)}><bdi lang="">{displayName}</bdi></a>
      {disambiguator !== null && <span class="quiet small"> <bdi lang="">{disambiguator}</bdi></span>}
    </span>
  );
}
