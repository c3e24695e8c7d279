/** What identifiers say about whether two records of one title are one paper. */
import { arxivIdOfDoi } from '../records/ids.js';
import { PAPER_ID_SCHEMES, type PaperIds, type PaperIdScheme } from '../records/record.js';

/**
 * DOI prefixes of preprint servers: arXiv, bioRxiv/medRxiv, SSRN, Research Square, OSF, ChemRxiv, Preprints.org,
 * TechRxiv, EGUsphere, ESS Open Archive/Authorea, PeerJ Preprints. Zenodo and figshare, which keep anything, are not here.
 */
const PREPRINT_DOI =
  /^10\.(?:48550\/arxiv|1101\/|64898\/|2139\/ssrn|21203\/rs|31219\/|31234\/|31235\/|35542\/|26434\/chemrxiv|20944\/preprints|36227\/techrxiv|5194\/egusphere|1002\/essoar|22541\/|7287\/peerj\.preprints)/;

/** True for the DOI of a preprint server. */
export function isPreprintDoi(doi: string): boolean {
  return PREPRINT_DOI.test(doi);
}

/** PUBLISHED where any id is a publisher's, PREPRINT where all that tell are a server's, UNKNOWN where none tells. */
export type PublicationStage = 'PUBLISHED' | 'PREPRINT' | 'UNKNOWN';

/** The stage that a record's ids prove. dblp files arXiv's papers under `journals/corr`. */
export function stageOf(ids: PaperIds): PublicationStage {
  if (ids.doi !== undefined && !isPreprintDoi(ids.doi)) return 'PUBLISHED';
  if (ids.acl !== undefined || (ids.dblp !== undefined && !ids.dblp.startsWith('journals/corr/'))) return 'PUBLISHED';
  if (ids.doi !== undefined || ids.dblp !== undefined || ids.arxiv !== undefined) return 'PREPRINT';
  return ids.pmid !== undefined ? 'PUBLISHED' : 'UNKNOWN';
}

const DBLP_ARXIV = /^journals\/corr\/abs-(\d{4})-(\d{4,5})$/;
const ACL_DOI = /^10\.(?:18653|3115)\/v1\/([a-z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)$/;

/**
 * The ids together with those that they spell out: arXiv's and the ACL Anthology's DOIs and dblp's CoRR keys
 * contain the arXiv or ACL id. Stated ids win. Answers the same object where nothing is added.
 */
export function withImpliedIds(ids: PaperIds): PaperIds {
  let arxiv = ids.arxiv ?? arxivIdOfDoi(ids.doi) ?? undefined;
  if (arxiv === undefined) {
    const corr = ids.dblp?.match(DBLP_ARXIV);
    if (corr) arxiv = `${corr[1]}.${corr[2]}`;
  }
  const acl = ids.acl ?? ids.doi?.match(ACL_DOI)?.[1].replace(/^[a-z](?=\d{2}-)/, (letter) => letter.toUpperCase());
  if (arxiv === ids.arxiv && acl === ids.acl) return ids;
  return { ...ids, ...(arxiv === undefined ? {} : { arxiv }), ...(acl === undefined ? {} : { acl }) };
}

/** Schemes in which the preprint and the published version of one paper have entries of their own. */
const PER_VERSION: ReadonlySet<PaperIdScheme> = new Set(['doi', 'openalex', 'dblp', 's2', 'mag', 'pmid', 'pmcid']);

/**
 * The scheme in which two records hold ids that one paper can't both have, or null. Two values of a scheme
 * contradict, except: a preprint and a published record may differ in every scheme that numbers versions, and
 * versions of one preprint (`…/v1`, `…/v2`) or preprints on two servers may differ in DOI.
 */
export function contradictingScheme(a: PaperIds, b: PaperIds): PaperIdScheme | null {
  let versions: boolean | null = null;
  for (const scheme of PAPER_ID_SCHEMES) {
    const left = a[scheme];
    const right = b[scheme];
    if (left === undefined || right === undefined || left === right) continue;
    if (scheme === 'doi' && arePreprintVersions(left, right)) continue;
    versions ??= arePreprintAndPublished(a, b) || havePreprintVersions(a, b);
    if (versions && PER_VERSION.has(scheme)) continue;
    return scheme;
  }
  return null;
}

function arePreprintAndPublished(a: PaperIds, b: PaperIds): boolean {
  const first = stageOf(a);
  const second = stageOf(b);
  return (first === 'PREPRINT' && second === 'PUBLISHED') || (first === 'PUBLISHED' && second === 'PREPRINT');
}

function havePreprintVersions(a: PaperIds, b: PaperIds): boolean {
  return a.doi !== undefined && b.doi !== undefined && a.doi !== b.doi && arePreprintVersions(a.doi, b.doi);
}

function arePreprintVersions(a: string, b: string): boolean {
  if (!isPreprintDoi(a) || !isPreprintDoi(b)) return false;
  const sameServer = a.slice(0, a.indexOf('/')) === b.slice(0, b.indexOf('/'));
  return !sameServer || a.replace(/[/.]?v\d+$/, '') === b.replace(/[/.]?v\d+$/, '');
}
