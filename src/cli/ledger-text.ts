/** Statements of the ledger and what they changed, as lines for people. */
import type { StoredLedgerEntry } from '../corpus/ledger-table.js';
import type { AuthorState, LedgerEffects } from '../records/ledger-effects.js';
import type { LedgerEntry } from '../records/ledger-entry.js';
import { formatNumber, printable, tableLines } from './output.js';

/** What an entry states, in a line. */
export function claimText(entry: LedgerEntry): string {
  switch (entry.op) {
    case 'merge':
      return entry.names.join(' = ');
    case 'distinct':
      return entry.names.join(' ≠ ');
    case 'split': {
      const groups = entry.groups.map((papers) => papers.join(', '));
      return `${entry.names.join(' / ')}: apart on ${groups.join(' | ')}`;
    }
    default:
      return `${entry.name} → ${entry.replacement ?? 'the best other name'}${entry.person === null ? '' : ` (of ${entry.person})`}`;
  }
}

/** An entry of the ledger as a paragraph, with what it changed. */
export function entryLines({ entry, revokedAt, revokedBy, revokedWhy, effects, undoEffects }: StoredLedgerEntry): string[] {
  const state = revokedAt === null ? '' : `  (taken back ${revokedAt.slice(0, 10)}${revokedBy === null ? '' : ` by ${revokedBy}`}${revokedWhy === null ? '' : `: ${revokedWhy}`})`;
  return [
    `${entry.id}  ${entry.op}  ${claimText(entry)}${state}`,
    `  ${entry.who}, ${entry.when}: ${entry.why}`,
    ...(effects === null ? [] : ['  it changed', ...effectLines(effects).map((line) => `    ${line}`)]),
    ...(undoEffects === null ? [] : ['  taking it back changed', ...effectLines(undoEffects).map((line) => `    ${line}`)]),
  ].map(printable);
}

const COLUMNS = [
  { title: '' }, { title: 'author' }, { title: 'id' }, { title: 'papers', align: 'right' }, { title: 'collaborators', align: 'right' },
  { title: 'betweenness', align: 'right' }, { title: 'rank', align: 'right' }, { title: 'community size', align: 'right' },
] as const;

function row(label: string, state: AuthorState): string[] {
  const { displayName, id, paperCount, collaboratorCount, betweenness, betweennessRank, communitySize } = state;
  return [label, displayName, id, formatNumber(paperCount), formatNumber(collaboratorCount), formatNumber(betweenness), formatNumber(betweennessRank), formatNumber(communitySize)];
}

/** What a change changed, as a table of the authors concerned and a line on the whole corpus. */
export function effectLines(effects: LedgerEffects): string[] {
  const { before, after, authorsBefore, authorsAfter, collaborationsBefore, collaborationsAfter, notes } = effects;
  const isShared = (name: string): boolean => after.filter(({ displayName }) => displayName === name).length > 1;
  const moves = after.flatMap(({ id, displayName, communityJoined, communityLeft }) =>
    communityJoined === null || communityLeft === null || communityJoined + communityLeft === 0
      ? []
      : [`the community of ${displayName}${isShared(displayName) ? ` (${id})` : ''}, beside those above: ${formatNumber(communityJoined)} joined, ${formatNumber(communityLeft)} left`],
  );
  return [
    ...tableLines(COLUMNS, [...before.map((state) => row('before', state)), ...after.map((state) => row('after', state))]),
    `authors ${formatNumber(authorsBefore)} → ${formatNumber(authorsAfter)}, collaborations ${formatNumber(collaborationsBefore)} → ${formatNumber(collaborationsAfter)}`,
    ...moves,
    ...notes,
  ];
}
