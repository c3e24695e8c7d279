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
 * contradict, except in the schemes that number versions, where a preprint and a published record may differ, versions
 * of one DOI (`…/v1`, `…/v2`), and preprints on two servers.
 */
export function contradictingScheme(a: PaperIds, b: PaperIds): PaperIdScheme | null {
  let versions: boolean | null = null;
  for (const scheme of PAPER_ID_SCHEMES) {
    const left = a[scheme];
    const right = b[scheme];
    if (left === undefined || right === undefined || left === right) continue;
    if (scheme === 'doi' && areVersions(left, right)) continue;
    versions ??= arePreprintAndPublished(a, b) || haveVersions(a, b);
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

function haveVersions(a: PaperIds, b: PaperIds): boolean {
  return a.doi !== undefined && b.doi !== undefined && a.doi !== b.doi && areVersions(a.doi, b.doi);
}

function areVersions(a: string, b: string): boolean {
  const arePreprints = isPreprintDoi(a) && isPreprintDoi(b);
  return (arePreprints && a.slice(0, a.indexOf('/')) !== b.slice(0, b.indexOf('/'))) || versionlessDoi(a) === versionlessDoi(b);
}

/** Version at the end of a DOI: of preprint servers (`…/v2`, `…-v2`, `…_v2`, `…v2`), */
const PREPRINT_VERSION = /[/._-]?v\d{1,3}$/;
/** of figshare and what runs on it, and of protocols.io (`….17068523.v1`), */
const REPOSITORY_VERSION = /^(10\.17504\/.*|.*\d)\.v\d{1,3}$/;
/** and of publishers that number the versions of what they review in public: ESS Open Archive, F1000 and its platforms, eLife. */
const NUMBERED_VERSION = /^(10\.(?:1002\/essoar|12688\/[a-z0-9]+|7554\/elife)\.\d+)\.\d{1,2}$/;

/** A DOI without the version that it names; the DOI itself where it names none. O(length). */
export function versionlessDoi(doi: string): string {
  // Most DOIs have no such end.
  if (!/[v.]\d{1,3}$/.test(doi)) return doi;
  const unnumbered = doi.replace(NUMBERED_VERSION, '$1');
  return isPreprintDoi(doi) ? unnumbered.replace(PREPRINT_VERSION, '') : unnumbered.replace(REPOSITORY_VERSION, '$1');
}
