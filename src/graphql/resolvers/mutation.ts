/** What curators, and admins, change. That it is a curator at least who asks has been seen to before (roles.ts). */
import type { GraphQLError } from 'graphql';
import { actorOf } from '../../callers/audit-entry.js';
import { audited } from '../../callers/audit-log.js';
import { CorpusLockedError } from '../../corpus/lock.js';
import { detailsOfLedgerChange, outcomeOfLedgerChange } from '../../snapshot/change-details.js';
import { LedgerChangeError, type CurationReport, type LedgerChange } from '../../snapshot/curation.js';
import { ClaimError, distinctClaim, mergeClaim, splitClaim, statedToday, suppressClaim, type Claim, type PersonMeant } from '../../snapshot/ledger-claims.js';
import { bearersMeant, personsMeant, referenceTo } from '../../snapshot/persons-meant.js';
import { authorFacts } from '../../snapshot/author-facts.js';
import { statedTextProblem } from '../../records/ledger-entry.js';
import { parsePersonReference } from '../../records/person-reference.js';
import type { RequestContext } from '../context.js';
import { ambiguousAuthor, badUserInput, corpusLocked, ledgerContradiction, notFound } from '../errors.js';
import type { LedgerChange as Told, LedgerOutcome, MutationResolvers } from '../generated/resolvers.js';
import { hiddenFrom, toldEffects, toldEntry } from '../reads/ledger-entries.js';
import { cancelImport, importFiles } from './import-jobs.js';

const MAX_PERSONS = 100;
const MAX_PAPERS = 1_000;
const MAX_TEXT = 2_000;
const MAX_CANDIDATES = 20;
/** Whoever bears the curator's token, which has no name. */
const NAMELESS = 'curator';

interface Said {
  /** Null or undefined means whoever asks. */
  readonly who?: string | null;
  readonly why: string;
  readonly dryRun: boolean;
}

/** A text that is there and of a length that people write. @throws GraphQLError BAD_USER_INPUT */
function text(argument: string, value: string): string {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.length > MAX_TEXT) throw badUserInput(argument, value, `but must have 1 to ${MAX_TEXT} characters`);
  return trimmed;
}

/** The same of a text that the ledger shows, held to what files of statements are held to. @throws GraphQLError BAD_USER_INPUT */
function shownText(argument: string, value: string): string {
  const trimmed = text(argument, value);
  const wrong = statedTextProblem(trimmed);
  if (wrong !== null) throw badUserInput(argument, value, `which ${wrong}`);
  return trimmed;
}

/** The one author that a text means, and how the ledger keeps them. @throws GraphQLError BAD_USER_INPUT, NOT_FOUND, AMBIGUOUS_AUTHOR */
function personMeant({ snapshot }: RequestContext, argument: string, value: string): PersonMeant {
  const asked = text(argument, value);
  const isName = parsePersonReference(asked).kind === 'NAME';
  const named = isName ? bearersMeant(snapshot, asked) : [];
  const found = named.length > 0 ? named : personsMeant(snapshot, asked);
  if (found.length === 0) throw notFound(argument, asked, 'author', 'search(query:) finds authors by name');
  if (found.length > 1) throw ambiguousAuthor(asked, authorFacts(snapshot, found.slice(0, MAX_CANDIDATES)), found.length, argument);
  // A public id does not outlive the snapshot, and a name that others are written with too would mean them all.
  const isLoose = isName && snapshot.records.authorsByName(asked).length !== 1;
  return { index: found[0], reference: isLoose ? referenceTo(snapshot, found[0]) : asked };
}

function personsAsked(context: RequestContext, argument: string, values: readonly string[]): PersonMeant[] {
  if (values.length > MAX_PERSONS) throw badUserInput(argument, values.length, `where at most ${MAX_PERSONS} persons are taken at once`);
  return values.map((value) => personMeant(context, argument, value));
}

/** Who is said to state something: who is named, else whose key it is. @throws GraphQLError BAD_USER_INPUT */
function stater({ caller }: RequestContext, who: string | null | undefined): string {
  if (typeof who === 'string') return shownText('input.who', who);
  // A name that the ledger would not take is known by its id.
  return caller.name === null ? NAMELESS : statedTextProblem(caller.name) === null ? caller.name : `key ${caller.id ?? ''}`;
}

/** Checks a claim, makes the change and tells it. @throws GraphQLError */
async function state(context: RequestContext, argument: string, { who, why, dryRun }: Said, claim: () => Claim): Promise<Told> {
  const said = { who: stater(context, who), why: shownText('input.why', why) };
  let made: Claim;
  try {
    made = claim();
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    throw error.kind === 'NOT_FOUND' ? notFound(argument, error.value, 'such thing', error.message) : badUserInput(argument, error.value, `but ${error.message}`);
  }
  return change(context, { kind: 'STATE', entries: [statedToday(made, said, 'api')] }, dryRun);
}

async function change(context: RequestContext, what: LedgerChange, dryRun: boolean): Promise<Told> {
  const { curator, trail, caller, requestId } = context;
  if (curator === null) throw badUserInput('input', null, 'but a snapshot is served without its corpus, which alone can be changed');
  let report: CurationReport;
  try {
    // Off this thread, so that the lock is taken after the line is written: a change that finds it taken is one that failed.
    report = dryRun || trail === null
      ? await curator.change(what, dryRun)
      : await audited(trail, actorOf(caller, requestId), 'LEDGER_CHANGE', detailsOfLedgerChange(what), (begin) => {
        begin();
        return curator.change(what, dryRun);
      }, outcomeOfLedgerChange);
  } catch (error) {
    throw refusal(error) ?? error;
  }
  const [{ entry, outcome }] = report.entries;
  const hidden = hiddenFrom(context, []);
  return {
    entry: toldEntry(entry),
    outcome: outcome.toUpperCase() as LedgerOutcome,
    dryRun,
    snapshotId: report.manifest?.id ?? null,
    effects: toldEffects(report.effects, hidden),
    problems: [...report.problems],
  };
}

function refusal(error: unknown): GraphQLError | null {
  if (error instanceof CorpusLockedError) return corpusLocked();
  if (!(error instanceof LedgerChangeError)) return null;
  return error.kind === 'CONTRADICTION' ? ledgerContradiction(error.message, error.entryId) : notFound('input.id', error.entryId, 'statement of the ledger', 'ledger { nodes { entry { id } } } lists them');
}

export const Mutation: MutationResolvers = {
  importFiles,
  cancelImport,
  mergeAuthors: (_, { input }, context) => state(context, 'input.authors', input, () => mergeClaim(context.snapshot, personsAsked(context, 'input.authors', input.authors))),
  markDistinct: (_, { input }, context) => state(context, 'input.authors', input, () => distinctClaim(personsAsked(context, 'input.authors', input.authors))),
  splitAuthor(_, { input }, context) {
    const papers = input.groups.reduce((sum, group) => sum + group.length, 0);
    if (papers > MAX_PAPERS) throw badUserInput('input.groups', papers, `where at most ${MAX_PAPERS} papers are taken at once`);
    return state(context, 'input.groups', input, () => splitClaim(context.snapshot, personMeant(context, 'input.author', input.author).index, input.groups));
  },
  suppressName(_, { input }, context) {
    const argument = typeof input.person === 'string' ? 'input.person' : 'input.name';
    const replacement = typeof input.replacement === 'string' ? shownText('input.replacement', input.replacement) : null;
    return state(context, 'input.name', input, () => suppressClaim(context.snapshot, shownText('input.name', input.name), personMeant(context, argument, input.person ?? input.name), replacement));
  },
  undoLedgerEntry: (_, { input }, context) => change(context, { kind: 'UNDO', id: input.id, who: stater(context, input.who), why: shownText('input.why', input.why) }, input.dryRun),
};
