import { matchedPieces } from './folding.js';

/** A name or title with the beginnings that a search matched marked; its direction is its own. */
export function MatchedText({ text, query }: { readonly text: string; readonly query: string }) {
  return <bdi>{matchedPieces(text, query).map(({ text: piece, isMatch }) => (isMatch ? <mark>{piece}</mark> : piece))}</bdi>;
}
