/** What the Anthology uses as ids of persons: its own (`felicia-korner`), and now and then an ORCID in their place. */
import type { PersonIdScheme } from '../records/record.js';
import type { RecordNotes } from './record-notes.js';

const ORCID_SHAPE = /^(?:https?:\/\/(?:www\.)?orcid\.org\/)?(?:\d{4}-){3}\d{3}[\dx]$/i;

/** Adds an Anthology id of a person to `ids`: as an ORCID where it is one, so that it meets the same person's ORCID elsewhere. */
export function addAclPersonId(ids: { [scheme in PersonIdScheme]?: string }, id: string | undefined, field: string, notes: RecordNotes): void {
  notes.personId(ids, ORCID_SHAPE.test(id?.trim() ?? '') ? 'orcid' : 'acl', id, field);
}
