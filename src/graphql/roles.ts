/** What needs which role: changes are refused to those whose role is too low, before anything is computed, and refusals are written down. */
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { actorOf } from '../callers/audit-entry.js';
import { reaches, type Role } from '../callers/caller.js';
import type { RequestContext } from './context.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { rootFieldsOf } from './root-fields.js';

const MAX_FIELDS_TOLD = 10;

/** What each change needs. The type has a decision made for every one there is. */
const ROLE_OF_CHANGE: Readonly<Record<keyof MutationResolvers, Role>> = {
  markDistinct: 'CURATOR',
  mergeAuthors: 'CURATOR',
  splitAuthor: 'CURATOR',
  suppressName: 'CURATOR',
  undoLedgerEntry: 'CURATOR',
  importFiles: 'ADMIN',
  cancelImport: 'ADMIN',
};

/** The role that all of some changes need: an admin's where one of them does, or is none that is known here; a curator's even where there is none. */
function roleNeeded(changes: ReadonlySet<string>): Role {
  const roles: Readonly<Partial<Record<string, Role>>> = { ...ROLE_OF_CHANGE, __typename: 'CURATOR' };
  return [...changes].every((change) => roles[change] === 'CURATOR') ? 'CURATOR' : 'ADMIN';
}

/** Refuses mutations of those whose role is too low for one of their fields, before any of them is begun. */
export function rolesOfChanges(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation, contextValue }) {
          if (operation?.operation === OperationTypeNode.MUTATION) {
            const changes = rootFieldsOf(document, operation);
            refuseBelow(contextValue, roleNeeded(changes), [...changes].slice(0, MAX_FIELDS_TOLD));
          }
          return Promise.resolve();
        },
      }),
  };
}

/**
 * Refuses a change to whoever's role is below the one that it needs.
 * @param fields what is asked for, for the audit log
 * @throws GraphQLError UNAUTHENTICATED (401) without credentials, FORBIDDEN (403) where the role is too low, or nobody may change anything
 */
export function refuseBelow(context: RequestContext, needed: Role, fields: readonly string[]): void {
  const { caller, refusals, requestId } = context;
  if (reaches(caller.role, needed)) return;
  const role = needed.toLowerCase();
  const make = `\`coterie keys add NAME --role ${role}\` makes one`;
  refusals?.note(actorOf(caller, requestId), 'CHANGE_REFUSED', { needed, fields: [...fields] });
  if (caller.kind !== 'ANONYMOUS') throw forbidden(`This needs a key of the role ${role}${needed === 'CURATOR' ? ' or admin' : ''}, and yours is a ${(caller.role ?? 'reader').toLowerCase()}'s: ${make}.`);
  if (!context.takesChanges) throw forbidden(`This server takes no changes, since it has no keys: ${make}; --curator-token-file FILE, or COTERIE_CURATOR_TOKEN in the server's environment, names a token of the role curator.`);
  const headers = new HeaderMap();
  headers.set('www-authenticate', 'Bearer realm="coterie"');
  const message = `Only a${needed === 'ADMIN' ? 'n' : ''} ${role} may do this: send a key of that role${needed === 'CURATOR' ? ', or the curator\'s token,' : ''} in the header "Authorization: Bearer …".`;
  throw new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers } } });
}

function forbidden(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
}
