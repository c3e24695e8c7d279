/**
 * JATS contributors to mentions. A `collab` is a group; its members, listed within it, are not the paper's authors. Whom the
 * markup gives another role (editor, reviewer, translator) is none either. Affiliations are in jats-affiliations.ts.
 */
import type { NameParts, PersonIds } from '../../records/record.js';
import { isUnspacedScript, nameInOrder } from '../../records/scripts.js';
import { AuthorList, namePartsOf } from '../author-list.js';
import { emailDomain } from '../email-domains.js';
import { isOthersName } from '../group-names.js';
import type { RecordNotes } from '../record-notes.js';
import { childElements, childNamed, childrenNamed, elementsWithin, readableText, textOf } from '../xml-element.js';
import type { TextRules, XmlElement } from '../xml-element.js';
import { JatsAffiliations } from './jats-affiliations.js';

/** Longest text of one element that is looked at; names beyond 2,000 characters are refused anyway. */
const MAX_PART = 4_000;
/** What stands within the name of a group and is no part of it. */
const GROUP_NAME: TextRules = { without: new Set(['contrib-group', 'xref', 'fn', 'email', 'address', 'aff', 'contrib-id', 'label', 'role', 'ext-link', 'uri']), blocks: new Set(['break']) };
/** "Dr." and "PhD" are no part of a name. */
const PERSON_NAME: TextRules = { without: new Set([...GROUP_NAME.without ?? [], 'prefix', 'degrees']) };
const ID_TYPES = [['orcid', /orcid/i], ['researcherid', /researcher-?id|publons/i], ['scopus', /scopus/i]] as const;

/** The authors of an article's front matter. */
export function jatsAuthors(meta: XmlElement, notes: RecordNotes): AuthorList {
  const authors = new AuthorList(notes, 'contrib');
  const places = new JatsAffiliations(meta, notes);
  const groups = childrenNamed(meta, 'contrib-group');
  const marked = new Set(groups.flatMap((group) => childrenNamed(group, 'contrib')).filter((contrib) => isAuthor(contrib) && places.isCorresponding(contrib)));
  let hasOthers = false;
  for (const group of groups) {
    for (const child of childElements(group)) {
      if (child.name === 'contrib' && isAuthor(child)) addContributor(child, group, authors, places, marked, notes);
      else if (child.name === 'contrib') hasOthers = true;
      else if (child.name === 'etal') authors.complete = false;
      else if (child.name === 'collab') addGroup(child, authors, places, group);
      else if (child.name === 'on-behalf-of') authors.addBeside(notes.fold(readableText(child, GROUP_NAME).slice(0, MAX_PART), 'on-behalf-of'), { kind: 'GROUP' });
    }
  }
  if (authors.listed === 0 && authors.complete) notes.missingAuthors('contrib-group', hasOthers);
  return authors;
}

/** Contributors without a type are authors unless their group's says otherwise. */
function isAuthor({ attributes }: XmlElement): boolean {
  const type = attributes['contrib-type'];
  return type === undefined || /^\s*(?:authors?|aut|group|collab(?:oration)?|on-behalf-of)\s*$/i.test(type);
}

function addContributor(
  contrib: XmlElement, group: XmlElement, authors: AuthorList, places: JatsAffiliations, marked: ReadonlySet<XmlElement>, notes: RecordNotes,
): void {
  if (contrib.attributes['contrib-type'] === undefined && /editor|reviewer|translator/i.test(group.attributes['content-type'] ?? '')) return;
  const collab = childNamed(contrib, 'collab') ?? childElements(childNamed(contrib, 'collab-alternatives'))[0] ?? null;
  const named = childElements(childNamed(contrib, 'name-alternatives'))[0] ?? childNamed(contrib, 'name') ?? childNamed(contrib, 'string-name');
  if (named === null && collab !== null) {
    addGroup(collab, authors, places, group, contrib);
    return;
  }
  const { name, parts } = named === null ? { name: '', parts: null } : nameOf(named, notes);
  if (isOthersName(name.slice(0, 200))) {
    authors.complete = false;
    return;
  }
  const affiliations = places.of(contrib, group);
  const isCorresponding = marked.has(contrib);
  authors.add(name, {
    parts,
    externalIds: idsOf(contrib, notes),
    affiliations: affiliations.list,
    emailDomain: ownDomain(contrib) ?? (isCorresponding ? places.domainOfCorrespondence(contrib, marked.size) : null) ?? affiliations.emailDomain,
    isCorresponding: marked.size === 0 ? null : isCorresponding,
  });
  // A person may stand for a group: `<name/><on-behalf-of/>`, `<name/><collab/>`.
  const groupBeside = childNamed(contrib, 'on-behalf-of') ?? collab;
  if (groupBeside !== null) authors.addBeside(notes.fold(readableText(groupBeside, GROUP_NAME).slice(0, MAX_PART), groupBeside.name), { kind: 'GROUP' });
}

function addGroup(collab: XmlElement, authors: AuthorList, places: JatsAffiliations, group: XmlElement, contrib: XmlElement = collab): void {
  const affiliations = places.of(contrib, group);
  authors.add(readableText(collab, GROUP_NAME), { kind: 'GROUP', affiliations: affiliations.list });
}

/** `name` has parts; `string-name` may have them within running text. Eastern names are written family name first. */
function nameOf(named: XmlElement, notes: RecordNotes): { name: string; parts: NameParts | null } {
  const part = (name: string): string => notes.fold(readableText(childNamed(named, name), GROUP_NAME).slice(0, MAX_PART), name);
  const given = part('given-names');
  const family = part('surname');
  const suffix = part('suffix');
  const parts = namePartsOf(given, family, suffix);
  const isMixed = named.children.some((child) => typeof child === 'string' && child.trim() !== '');
  if (parts === null || isMixed) return { name: readableText(named, PERSON_NAME).slice(0, MAX_PART).replace(/^[\s,;]+/, '').replace(/(?<![\s,;])[\s,;]+$/, ''), parts };
  const isEastern = named.attributes['name-style'] === 'eastern' && !isUnspacedScript(family);
  const ordered = isEastern ? [family, given] : [nameInOrder(given, family)];
  return { name: [...ordered, suffix].filter((text) => text !== '').join(' '), parts };
}

function idsOf(contrib: XmlElement, notes: RecordNotes): PersonIds {
  const ids = {};
  for (const id of [...childrenNamed(contrib, 'contrib-id'), ...childrenNamed(contrib, 'uri'), ...childrenNamed(contrib, 'ext-link')]) {
    const type = `${id.attributes['contrib-id-type'] ?? ''} ${id.attributes['content-type'] ?? ''} ${id.attributes['ext-link-type'] ?? ''}`;
    const written = textOf(id).trim() || (id.attributes.href ?? '');
    const scheme = ID_TYPES.find(([, pattern]) => pattern.test(type))?.[0] ?? (/^https?:\/\/orcid\.org\//i.test(written) ? 'orcid' : null);
    if (scheme !== null) notes.personId(ids, scheme, written, 'contrib-id');
  }
  return ids;
}

function ownDomain(contrib: XmlElement): string | null {
  return elementsWithin(contrib, 'email').map((email) => emailDomain(textOf(email))).find((domain) => domain !== null) ?? null;
}
