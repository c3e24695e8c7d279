/** Ids as they are pasted into arguments, resolved to indices. */
import { parsePaperId, parsePersonId } from '../../records/ids.js';
import type { Resolved } from '../../snapshot/types.js';
import type { RequestContext } from '../context.js';
import { badUserInput, notFound } from '../errors.js';

const AUTHOR_FORMS = 'which is no form of an author\'s id: give A… from an answer, an ORCID, or a prefixed id such as dblp:m/HMazzawi';
const PAPER_FORMS = 'which is no form of a paper\'s id: give P… from an answer, a DOI, or a prefixed id such as arxiv:1805.04770';
const PUBLIC_AUTHOR = /^a[0-9a-z]+$/i;
const PUBLIC_PAPER = /^p[0-9a-z]+$/i;

/** Longest id that is looked at: DOIs are the longest, and hardly reach a tenth of this. */
const MAX_ID_LENGTH = 2_048;

/**
 * The author of an id in any form.
 * @throws GraphQLError BAD_USER_INPUT for what is no id, NOT_FOUND for one that is unknown
 */
export async function authorByAnyId(context: RequestContext, id: string, argument: string): Promise<Resolved> {
  const wellFormed = id.length <= MAX_ID_LENGTH && (PUBLIC_AUTHOR.test(id.trim()) || parsePersonId(id) !== null);
  if (!wellFormed) throw badUserInput(argument, id, AUTHOR_FORMS);
  const found = await context.loaders.authorsById.load(id);
  if (!found) throw notFound(argument, id, 'author', 'search(query:) finds authors by name');
  return found;
}

/** The paper of an id in any form. Throws as authorByAnyId does. */
export async function paperByAnyId(context: RequestContext, id: string, argument: string): Promise<Resolved> {
  const wellFormed = id.length <= MAX_ID_LENGTH && (PUBLIC_PAPER.test(id.trim()) || parsePaperId(id) !== null);
  if (!wellFormed) throw badUserInput(argument, id, PAPER_FORMS);
  const found = await context.loaders.papersById.load(id);
  if (!found) throw notFound(argument, id, 'paper', 'search(query:) finds papers by words of their titles');
  return found;
}

/**
 * An author or a paper, whichever has the id. A prefix that both share (`openalex:`, `dblp:`, `acl:`, `s2:`) is told
 * by what follows it. @throws GraphQLError NOT_FOUND
 */
export async function nodeByAnyId(context: RequestContext, id: string, argument: string): Promise<{ kind: 'author' | 'paper'; resolved: Resolved }> {
  if (id.length <= MAX_ID_LENGTH) {
    const paper = await context.loaders.papersById.load(id);
    if (paper) return { kind: 'paper', resolved: paper };
    const author = await context.loaders.authorsById.load(id);
    if (author) return { kind: 'author', resolved: author };
  }
  throw notFound(argument, id, 'author or paper', 'search(query:) finds both');
}
