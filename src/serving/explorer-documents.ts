/** The documents that a server trusts: those of its own pages, and those of a manifest. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestError, readManifest } from '../graphql/document-manifest.js';
import { NO_DOCUMENTS, TrustedDocuments, type TrustMode } from '../graphql/trusted-documents.js';

/** Written beside the pages when they are built: every operation that they send. */
const EXPLORER_MANIFEST = 'operations.json';

/**
 * @param file manifest of further documents; null for none
 * @param pagesDir folder of the built pages
 * @throws ManifestError for a manifest that can't serve, or that would not be heeded
 */
export function trustedDocumentsOf(mode: TrustMode, file: string | null, pagesDir: string): TrustedDocuments {
  if (mode === 'off') {
    if (file !== null) throw new ManifestError(`the trusted documents of ${file} would not be heeded: set trusted-documents to allow or only`);
    return NO_DOCUMENTS;
  }
  const ofExplorer = join(pagesDir, EXPLORER_MANIFEST);
  const manifests = [...(existsSync(ofExplorer) ? [ofExplorer] : []), ...(file === null ? [] : [file])];
  if (manifests.length === 0) throw new ManifestError('there are no trusted documents: build the pages (`npm run build`), or name a manifest with trusted-documents-file');
  return new TrustedDocuments(mode, new Map(manifests.flatMap((manifest) => [...readManifest(manifest)])));
}
