/** One line of the audit log: who changed what, from where, and what came of it. */
import { hostname, userInfo } from 'node:os';
import type { Caller, Role } from './caller.js';

/** What was done, or tried. */
export type AuditAction =
  /** A statement of the ledger, or taking one back. */
  | 'LEDGER_CHANGE'
  | 'IMPORT'
  /** What the corpus counts how: identity, versions, groups. */
  | 'CORPUS_SETTING'
  | 'KEY_MADE'
  | 'KEY_REVOKED'
  | 'REPAIR'
  | 'RESTORE'
  /** A change that was refused before it began, for want of standing. */
  | 'CHANGE_REFUSED'
  /** A request with a key or token that is not valid, whatever it asked. */
  | 'CREDENTIALS_REFUSED'
  /** A line that a crash had torn was taken into one that says so. */
  | 'LOG_MENDED';

/** BEGUN is written before a change is made, the others when it has ended. A BEGUN without an end is a change during which the process ended. */
export type AuditOutcome = 'BEGUN' | 'DONE' | 'FAILED' | 'REFUSED';

export type AuditWho =
  | { readonly kind: 'KEY'; readonly id: string; readonly name: string }
  | { readonly kind: 'TOKEN' }
  | { readonly kind: 'ANONYMOUS' }
  | { readonly kind: 'CLI'; readonly user: string; readonly host: string };

/** Who acts, and by which way. */
export interface Actor {
  readonly who: AuditWho;
  /** Null where nothing of the kind was asked: at the command line, or of somebody without any. */
  readonly role: Role | null;
  /** Null at the command line. */
  readonly address: string | null;
  /** Under which the server's log knows the request; null at the command line. */
  readonly requestId: string | null;
}

/** What is to be written down. */
export interface AuditEvent {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  /** Plain JSON: ids, counts, names of files; never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** An event as the log has it. */
export interface AuditEntry extends Actor {
  /** From 1, without a gap. */
  readonly sequence: number;
  /** ISO instant, by the clock of the machine. */
  readonly time: string;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly details: Readonly<Record<string, unknown>>;
  /** sha256 of the line before, without its line feed; sixty-four zeros in the first. */
  readonly previous: string;
}

/** Whoever runs a command on this machine. */
export function commandLineActor(): Actor {
  let user: string;
  try {
    user = userInfo().username;
  } catch {
    // A user id without a name, as containers have.
    user = String(process.getuid?.() ?? 'unknown');
  }
  return { who: { kind: 'CLI', user, host: hostname() }, role: null, address: null, requestId: null };
}

/** Whoever asked a server. */
export function actorOf({ kind, id, name, role, address }: Caller, requestId: string | null): Actor {
  return { who: kind === 'KEY' ? { kind, id: id ?? '', name: name ?? '' } : { kind }, role, address, requestId };
}

/** In a few words, for people. */
export function whoInWords(who: AuditWho): string {
  switch (who.kind) {
    case 'KEY':
      return `key ${who.name} (${who.id})`;
    case 'TOKEN':
      return 'the curator\'s token';
    case 'CLI':
      return `${who.user}@${who.host}`;
    default:
      return 'anonymous';
  }
}
