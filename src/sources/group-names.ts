/** Entries of author lists that name no person: collaborations and other groups, and the words that stand for those left out. */

const GROUP_WORD = /\b(?:collaborations?|consortium|consortia|collaborators|investigators|working group|study group|research group|task force|initiative|network|committee|commission|team|group|project|experiment|alliance|council|foundation|society|association|institute|institution|university|ministry|agency|department|laboratory|organi[sz]ation)\b/i;

/** Whether a name without parts is plainly that of a group ("ATLAS Collaboration", "The Genome Working Group"). A single word never is. */
export function isGroupName(name: string): boolean {
  return /\S\s+\S/.test(name.trim()) && !name.includes(',') && GROUP_WORD.test(name);
}

/** Whether an entry of an author list stands for authors left out: `et al.`, `others`, an ellipsis. */
export function isOthersName(name: string): boolean {
  return /^[\s(["'{]*(?:(?:and|&)\s+)?(?:et\.?\s*al(?:\.|ii|ia)?|et\.? alii|others|other authors|\.{3,}|…)[\s)\]"'}.]*$/i.test(name);
}
