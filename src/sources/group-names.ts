/** Entries of author lists that name no person: collaborations and other groups, and the words that stand for those left out. */

const GROUP_WORD = new RegExp(
  String.raw`(?<!\p{L})(?:${[
    'collaborations?', 'consorti(?:um|a)', 'collaborators', 'investigators', 'contributors', 'working (?:group|party)', 'study group', 'research group', 'task force', 'initiative', 'network', 'committee', 'commission', 'team', 'group',
    'project', 'programme', 'experiment', 'alliance', 'council', 'foundation', 'society', 'societies', 'association', 'federation', 'institut(?:e|es|ion|o|et)?', 'universit(?:y|ies|ät|é|à|ad|eit)', 'academy', 'ministry', 'ministries',
    'agency', 'bureau', 'department', 'laboratory', 'organi[sz]ation', 'corporation', 'gmbh', 'cent(?:er|re)s? (?:for|of)', 'united nations', 'european union', 'world bank',
  ].join('|')})(?!\p{L})`,
  'iu',
);

/** Whether a name without parts is plainly that of a group ("ATLAS Collaboration", "The Genome Working Group"). A single word never is. */
export function isGroupName(name: string): boolean {
  return /\S\s+\S/.test(name.trim()) && !name.includes(',') && GROUP_WORD.test(name);
}

/** Whether an entry of an author list stands for authors left out: `et al.`, `others`, an ellipsis. */
export function isOthersName(name: string): boolean {
  return /^[\s(["'{]*(?:(?:and|&)\s+)?(?:et\.?\s*al(?:\.|ii|ia)?|et\.? alii|others|other authors|\.{3,}|…)[\s)\]"'}.]*$/i.test(name);
}
