/** An author by exact name: one person (the only bearer, or the only one shown by it), or the candidates. */
import { authorFacts } from '../../snapshot/author-facts.js';
import { bearersMeant } from '../../snapshot/persons-meant.js';
import type { RequestContext } from '../context.js';
import { ambiguousAuthor, badUserInput, notFound } from '../errors.js';
import { authorAt } from '../hydrate.js';
import type { AuthorParent } from '../parents.js';

const MAX_NAME_LENGTH = 500;
const MAX_CANDIDATES = 20;

/** @throws GraphQLError NOT_FOUND, or AMBIGUOUS_AUTHOR with candidates */
export async function authorByName(context: RequestContext, name: string): Promise<AuthorParent> {
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH) throw badUserInput('name', name, `but a name has 1 to ${MAX_NAME_LENGTH} characters`);
  const found = bearersMeant(context, name);
  if (found.length === 0) throw notFound('name', name, 'author', 'search(query:) finds authors by the beginnings of their names');
  if (found.length === 1) return authorAt(context, { index: found[0], redirectedFrom: null });
  const candidates = authorFacts(context.snapshot, found.slice(0, MAX_CANDIDATES));
  throw ambiguousAuthor(name, candidates, found.length);
}
