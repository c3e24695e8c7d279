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
  return /^[\s(["'{]*(?:(?:and|&)\s+)?(?:et\.?\s*al(?:\.|ii|ia)?|et\.? alii|others|other authors|\.{3}|…)[\s)\]"'}.]*$/i.test(name);
}

/** Last characters of the names of offices, institutes, societies and companies. */
const OFFICE = /[部院会會局社组組所校厂廠办委队隊团團司室课課署厅廳]$/u;

/**
 * Whether a name that stands as a whole, where others have parts, is a person's in Chinese, Japanese or Korean characters:
 * programs that ask for a name in one field are used so for these, though the field is meant for institutions. Two or three
 * characters of Han (unless the last is that of an office), more with a space or dot between the parts, or two to four syllables of Hangul.
 */
export function isCjkPersonName(name: string): boolean {
  const written = name.trim();
  if (/^\p{Script=Hangul}{2,4}$/u.test(written)) return true;
  if (/^[\p{Script=Han}々]{1,3}[\s・·][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々]{1,4}$/u.test(written)) return true;
  return /^[\p{Script=Han}々]{2,3}$/u.test(written) && !OFFICE.test(written);
}
