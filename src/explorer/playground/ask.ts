/** One question to the API of this origin. */
import { authorization } from '../api/kept-key.js';

interface Answer {
  readonly data?: unknown;
  readonly errors?: ReadonlyArray<{ readonly message: string }>;
}

/**
 * Posts a query and resolves to its data, null at fields that failed.
 * @throws Error where there is no data: with the API's first message, or a sentence on what else went wrong
 */
export async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json', ...authorization() },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as Answer;
  if (answer.data === undefined || answer.data === null) throw new Error(answer.errors?.[0]?.message ?? `the server answered ${response.status} without data`);
  return answer.data;
}
