/** Search over a snapshot: names by the word index, papers by SQLite's full text. */
import type { Database, Row } from '../corpus/database.js';
import type { NameIndex } from './name-index.js';
import type { Search, SearchAnswer } from './types.js';

/** Above this many matches, papers are not ranked by relevance but come last first, and the answer says so. */
const RANKED_MATCHES = 20_000;

/** A search over the names in `names` and the `paper_text` of `db`. */
export function createSearch(db: Database, names: NameIndex): Search {
  const count = db.prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM paper_text WHERE paper_text MATCH ? LIMIT ${RANKED_MATCHES + 1})`);
  // A word in the title weighs as much as ten in the abstract.
  const ranked = db.prepare('SELECT rowid, -bm25(paper_text, 10.0, 1.0) AS score FROM paper_text WHERE paper_text MATCH ? ORDER BY score DESC, rowid LIMIT ? OFFSET ?');
  const unranked = db.prepare('SELECT rowid, 0.0 AS score FROM paper_text WHERE paper_text MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?');

  // Several fields of one request ask for the same words: the last answer is kept.
  let lastNames: { query: string; found: number[] } | null = null;

  return {
    authors(query, { limit, offset = 0 }): SearchAnswer {
      if (lastNames?.query !== query) lastNames = { query, found: names.find(query) };
      const { found } = lastNames;
      const hits = found.slice(offset, offset + limit).map((index, i) => ({ index, score: found.length - offset - i }));
      return { hits, total: found.length, truncated: false };
    },
    authorsNear: (query, limit) => names.near(query, limit),
    papers(query, { limit, offset = 0 }): SearchAnswer {
      const expression = matchExpression(query);
      if (expression === null) return { hits: [], total: 0, truncated: false };
      const total = Number((count.get(expression) as Row)['n']);
      const tooMany = total > RANKED_MATCHES;
      const hits = (tooMany ? unranked : ranked)
        .all(expression, limit, offset)
        .map((row: Row) => ({ index: Number(row['rowid']), score: Number(row['score']) }));
      return { hits, total: tooMany ? null : total, truncated: tooMany };
    },
  };
}

/**
 * The query as an FTS5 expression: every word must occur, the last one may be unfinished where it has two letters, "quoted words" must stand
 * together. Everything is quoted, so nothing typed is ever read as FTS syntax. Null where there is no word at all.
 */
export function matchExpression(query: string): string | null {
  const terms: string[] = [];
  for (const [, phrase, word] of query.normalize('NFKC').matchAll(/"([^"]*)"|([^\s"]+)/g)) {
    const words = (phrase ?? word).match(/[\p{L}\p{N}\p{M}]+/gu);
    if (words) terms.push(`"${words.join(' ')}"`);
  }
  if (terms.length === 0) return null;
  // One letter begins so many words that looking them all up would take longer than typing the next; a Chinese word may have no more.
  const isUnfinished = /[\p{L}\p{N}\p{M}]$/u.test(query) && !/(?<![\p{L}\p{N}\p{M}])[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]\p{M}*$/u.test(query);
  return terms.join(' ') + (isUnfinished ? '*' : '');
}
