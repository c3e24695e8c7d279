/** Words that are not a person's own: particles, suffixes, titles. All in lower case, as foldWords gives them. */
import { NAME_SUFFIXES } from '../records/name-suffixes.js';

/** Particles taken as such when written in lower case between given and family name. */
export const PARTICLES: ReadonlySet<string> = new Set([
  // Dutch, German, Scandinavian
  'van', 'von', 'vom', 'vor', 'der', 'den', 'dem', 'de', 'het', 't', 'ten', 'ter', 'te', 'op', 'in', 'aan', 'zu', 'zum', 'zur', 'und', 'auf', 'af', 'av', 'vander', 'vanden',
  // Romance
  'del', 'della', 'delle', 'dello', 'dei', 'degli', 'di', 'da', 'das', 'do', 'dos', 'du', 'des', 'd', 'la', 'las', 'le', 'les', 'lo', 'los', 'li', 'l', 'y', 'e', 'i', 'san', 'santa', 'dalla', 'dal',
  // Semitic, Turkic, Malay
  'al', 'el', 'ul', 'ur', 'ud', 'bin', 'ibn', 'ben', 'bint', 'binti', 'bar', 'abu', 'abd', 'a', 'ap', 'st',
]);

/** Particles that are also taken as such with a capital ("Benjamin Van Durme"), being hardly ever given names. */
export const CAPITALISED_PARTICLES: ReadonlySet<string> = new Set([
  'van', 'von', 'vom', 'der', 'den', 'de', 'del', 'della', 'dello', 'degli', 'di', 'da', 'dos', 'das', 'du', 'des', 'la', 'le', 'ter', 'ten', 'zu', 'al', 'el', 'bin', 'ibn', 'vander', 'vanden',
]);

/** Vietnamese family names: the "Van" before one of them is a middle name. */
export const VIETNAMESE_FAMILIES: ReadonlySet<string> = new Set([
  'nguyen', 'tran', 'le', 'pham', 'hoang', 'huynh', 'phan', 'vu', 'vo', 'dang', 'bui', 'do', 'ho', 'ngo', 'duong', 'ly', 'dinh', 'truong', 'doan', 'dao', 'mai', 'lam', 'cao', 'trinh', 'luong', 'ta', 'thai', 'chu',
]);

/** Suffixes only in capitals: "Ii" is a Japanese family name. */
export const ROMAN_SUFFIXES: ReadonlySet<string> = new Set(['II', 'III', 'IV']);
/** The others, as written without dots and in lower case. */
export const SUFFIXES: ReadonlyMap<string, string> = new Map([...NAME_SUFFIXES].filter(([word]) => !ROMAN_SUFFIXES.has(word.toUpperCase())));

/** Degrees written behind a comma: dropped. */
export const CREDENTIALS: ReadonlySet<string> = new Set([
  'phd', 'dphil', 'md', 'msc', 'bsc', 'ba', 'ma', 'mba', 'mph', 'dds', 'jd', 'dsc', 'rn', 'esq', 'facp', 'frcp', 'mbbs', 'pharmd', 'edd', 'dvm', 'frs', 'meng',
]);

/** Titles written before a name: dropped. */
export const HONORIFICS: ReadonlySet<string> = new Set(['dr', 'prof', 'professor', 'mr', 'mrs', 'ms', 'dipl', 'ing', 'rer', 'nat']);

/** Two-character Chinese and Korean family names. */
export const COMPOUND_FAMILIES: ReadonlySet<string> = new Set([
  '欧阳', '歐陽', '司马', '司馬', '上官', '诸葛', '諸葛', '夏侯', '东方', '東方', '皇甫', '尉迟', '尉遲', '公孙', '公孫', '慕容', '令狐', '长孙', '長孫', '宇文', '司徒', '端木', '南宫', '南宮', '独孤', '獨孤', '闻人', '聞人', '申屠',
  '남궁', '황보', '제갈', '선우', '독고', '사공', '서문', '동방',
]);

/** What stands where a name should: never the name of one person. */
export const NOBODY: ReadonlySet<string> = new Set([
  'anonymous', 'anon', 'anonymous author', 'anonymous authors', 'unknown', 'unknown author', 'unknown authors', 'author unknown', 'no author', 'no authors',
  'no author listed', 'not available', 'n a', 'na', 'none', 'null', 'various', 'various authors', 'author', 'authors', 'et al', 'others',
]);
