/** All services, the list that the command line goes by. */
import { arxiv } from './arxiv.js';
import { crossref } from './crossref.js';
import { dblp } from './dblp.js';
import { openalex } from './openalex.js';
import { orcid } from './orcid.js';
import { semanticScholar } from './semantic-scholar.js';
import type { Service } from './service.js';

export const SERVICES: readonly Service[] = [openalex, semanticScholar, crossref, arxiv, dblp, orcid];
