/** Why an author is one person. */
import { toldEntry } from '../reads/ledger-entries.js';
import type { IdentityResolvers } from '../generated/resolvers.js';

export const Identity: IdentityResolvers = {
  evidence: ({ evidence }, _, { loaders }) =>
    evidence.map(({ kind, detail, mentions, ledgerEntryId }) => {
      const entry = ledgerEntryId === null ? undefined : loaders.ledger().get(ledgerEntryId);
      return { kind, detail, mentions, ledgerEntry: entry ? toldEntry(entry) : null };
    }),
};
