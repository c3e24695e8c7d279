/** What is under way at a server: a list that is right whatever the order in which they end. */
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UnorderedList } from '../../src/serving/unordered-list.js';

it('has whatever was added and not removed, in any order of both', () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 30 })), (steps) => {
    const answers = Array.from({ length: 31 }, (_, at) => ({ at }) as unknown as ServerResponse);
    const unended = new UnorderedList<ServerResponse>();
    const model = new Set<ServerResponse>();
    for (const step of steps) {
      const answer = answers[step];
      if (model.delete(answer)) unended.remove(answer);
      else {
        // One that is not in it is no matter.
        unended.remove(answer);
        unended.add(answer);
        model.add(answer);
      }
      expect(unended.size).toBe(model.size);
      expect(new Set(unended)).toEqual(model);
    }
  }));
});
