/** Why an author is one person. */
import type { IdentityResolvers } from '../generated/resolvers.js';

export const Identity: IdentityResolvers = {
  evidence({ evidence }, _, { records }) {
    const needsLedger = evidence.some(({ ledgerEntryId }) => ledgerEntryId !== null);
    const entries = new Map((needsLedger ? records.ledger() : []).map((entry) => [entry.id, entry]));
    return evidence.map(({ kind, detail, mentions, ledgerEntryId }) => {
      const entry = ledgerEntryId === null ? undefined : entries.get(ledgerEntryId);
      return { kind, detail, mentions, ledgerEntry: entry ? { ...entry, names: [...entry.names] } : null };
    });
  },
};
