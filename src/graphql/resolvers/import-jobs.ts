/** Imports over the API: for admins alone, on servers that have a folder for them. */
import { GraphQLError } from 'graphql';
import { actorOf } from '../../callers/audit-entry.js';
import { CorpusLockedError } from '../../corpus/lock.js';
import { FileRefusedError } from '../../intake/import-folder.js';
import type { ImportJob } from '../../intake/import-job.js';
import type { ImportJobs } from '../../intake/import-jobs.js';
import { MAX_JOBS_KEPT } from '../../intake/job-files.js';
import { SOURCES } from '../../sources/registry.js';
import type { RequestContext } from '../context.js';
import { badUserInput, corpusLocked, notFound } from '../errors.js';
import type { ImportJob as Told, ImportPhase, MutationResolvers, QueryResolvers } from '../generated/resolvers.js';
import { bounded } from '../paging/page.js';
import { refuseBelow } from '../roles.js';

/** Files and folders that one request names. */
const MAX_ASKED = 100;

/** By name, so that a phase which the schema does not know is told by the compiler. */
const PHASES: Readonly<Record<NonNullable<ImportJob['phase']>, ImportPhase>> = {
  reading: 'READING', papers: 'PAPERS', people: 'PEOPLE', duplicates: 'DUPLICATES', graph: 'GRAPH', metrics: 'METRICS', files: 'FILES',
};

function told(job: ImportJob): Told {
  const { files, problems, phase, ...rest } = job;
  return { ...rest, phase: phase === null ? null : PHASES[phase], files: [...files], problems: [...problems] };
}

/** @throws GraphQLError FORBIDDEN */
function jobsOf({ imports }: RequestContext): ImportJobs {
  if (imports === null) throw noImports();
  return imports;
}

/** The same for reading of them. That it is an admin who changes anything has been seen to before (roles.ts). @throws GraphQLError UNAUTHENTICATED, FORBIDDEN */
function jobsReadBy(context: RequestContext, field: keyof QueryResolvers): ImportJobs {
  refuseBelow(context, 'ADMIN', [field]);
  return jobsOf(context);
}

function noImports(): GraphQLError {
  return new GraphQLError('This server takes no imports over the API, since it was started without a folder for them: `coterie serve --import-folder DIR` names one.', { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
}

function jobOf(job: ImportJob | null, id: string): Told {
  if (job === null) throw notFound('id', id, 'import job', `importJobs lists those that are remembered, at most ${MAX_JOBS_KEPT}`);
  return told(job);
}

export const importFiles: MutationResolvers['importFiles'] = async (_, { input: { files, format } }, context) => {
  const jobs = jobsOf(context);
  if (!jobs.takesFiles) throw noImports();
  if (files.length < 1 || files.length > MAX_ASKED) throw badUserInput('input.files', files.length, `where 1 to ${MAX_ASKED} files and folders are taken`);
  if (typeof format === 'string' && !SOURCES.some(({ id }) => id === format)) throw badUserInput('input.format', format, 'which is no format', `formats are ${SOURCES.map(({ id }) => id).join(', ')}`);
  try {
    return told(await jobs.begin(files, format ?? null, actorOf(context.caller, context.requestId)));
  } catch (error) {
    if (error instanceof FileRefusedError) throw badUserInput('input.files', error.asked, error.message);
    if (error instanceof CorpusLockedError) throw corpusLocked(error.message);
    throw error;
  }
};

export const cancelImport: MutationResolvers['cancelImport'] = (_, { id }, context) => jobOf(jobsOf(context).cancel(id), id);

export const importJob: QueryResolvers['importJob'] = (_, { id }, context) => jobOf(jobsReadBy(context, 'importJob').find(id), id);

export const importJobs: QueryResolvers['importJobs'] = (_, { first }, context) => {
  const jobs = jobsReadBy(context, 'importJobs');
  return jobs.list().slice(0, bounded('first', first, 1, MAX_JOBS_KEPT)).map(told);
};
