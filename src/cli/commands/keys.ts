/** `coterie keys`: who may use the API, and as what. */
import path from 'node:path';
import { Command, Option } from 'commander';
import { ROLES, type Role } from '../../callers/caller.js';
import { commandLineActor } from '../../callers/audit-entry.js';
import { AuditLog } from '../../callers/audit-log.js';
import { addKey, KeyRequestError, keysPath, readKeys, revokeKey, stateOf, type StoredKey } from '../../callers/key-file.js';
import { duration } from '../../settings/setting.js';
import { requireDirectory, warnWithoutCorpus } from '../corpus-missing.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { printJson, printLine, printTable } from '../output.js';

interface AddOptions extends CorpusOptions {
  readonly role: string;
  readonly expires?: string;
}

const DAY_MS = 86_400_000;
const EXPIRY = duration(60_000, 3_650 * DAY_MS);
const ROLE_WORDS = ROLES.map((role) => role.toLowerCase());

/** The instant that a length of time from now, or a day, means. @throws CliError (usage) */
function expiryOf(text: string): string {
  const length = EXPIRY.read([text]);
  if (length !== undefined) return new Date(Date.now() + length).toISOString();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isFinite(day) || new Date(day).toISOString().slice(0, 10) !== text) throw new CliError(`--expires is ${JSON.stringify(text)}, but must be a length of time, such as 90d, or a day, such as 2031-01-31`, EXIT.usage);
  if (day <= Date.now()) throw new CliError(`--expires is ${text}, which has passed: name a day to come`, EXIT.usage);
  return new Date(day).toISOString();
}

/** Without what is of no use to anybody. */
function told({ sha256: _hash, ...rest }: StoredKey): Readonly<Record<string, unknown>> {
  return rest;
}

/** What a key can't be made or revoked for, as a mistake of the command line. */
function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof KeyRequestError) throw new CliError(error.message, error.isUnknown ? EXIT.notFound : EXIT.usage);
    throw error;
  }
}

function trailOf(dataDir: string): AuditLog {
  return new AuditLog(dataDir, (sentence) => process.stderr.write(`coterie: ${sentence}\n`));
}

function add(name: string, options: AddOptions): void {
  const role = options.role.toUpperCase() as Role;
  if (!ROLES.includes(role)) throw new CliError(`--role is ${JSON.stringify(options.role)}, but must be one of ${ROLE_WORDS.join(', ')}`, EXIT.usage);
  const expiresAt = options.expires === undefined ? null : expiryOf(options.expires);
  const dataDir = path.resolve(dataDirOf(options));
  warnWithoutCorpus(dataDir);
  const trail = trailOf(dataDir);
  const { key, stored } = asUsage(() => addKey(dataDir, { name, role, expiresAt }, (made) => trail.append({ actor: commandLineActor(), action: 'KEY_MADE', outcome: 'DONE', details: { id: made.id, name: made.name, role, expiresAt } })));
  if (options.json === true) {
    printJson({ key, ...told(stored) });
    return;
  }
  const until = expiresAt === null ? 'until it is revoked' : `until ${expiresAt}`;
  process.stderr.write(`Key ${stored.id} for ${stored.name}, ${role.toLowerCase()}, ${until}, in ${keysPath(dataDir)}. It is shown this once and kept nowhere; send it as "Authorization: Bearer …":\n`);
  printLine(key);
}

function list(options: CorpusOptions): void {
  const dataDir = path.resolve(dataDirOf(options));
  requireDirectory(dataDir);
  warnWithoutCorpus(dataDir);
  const keys = readKeys(dataDir);
  if (options.json === true) {
    printJson({ keys: keys.map((key) => ({ ...told(key), state: stateOf(key) })) });
    return;
  }
  if (keys.length === 0) {
    printLine(`${dataDir} has no keys: \`coterie keys add NAME --role reader\` makes one`);
    return;
  }
  const day = (instant: string | null): string => instant?.slice(0, 10) ?? '-';
  printTable(
    [{ title: 'id' }, { title: 'name' }, { title: 'role' }, { title: 'state' }, { title: 'made' }, { title: 'expires' }, { title: 'revoked' }],
    keys.map((key) => [key.id, key.name, key.role.toLowerCase(), stateOf(key).toLowerCase(), day(key.createdAt), day(key.expiresAt), day(key.revokedAt)]),
  );
}

function revoke(idOrName: string, options: CorpusOptions): void {
  const dataDir = path.resolve(dataDirOf(options));
  requireDirectory(dataDir);
  warnWithoutCorpus(dataDir);
  const trail = trailOf(dataDir);
  const { stored, isNew } = asUsage(() => revokeKey(dataDir, idOrName, ({ id, name }) => trail.append({ actor: commandLineActor(), action: 'KEY_REVOKED', outcome: 'DONE', details: { id, name } })));
  if (options.json === true) printJson({ ...told(stored), state: stateOf(stored), isNew });
  else printLine(isNew ? `key ${stored.id} (${stored.name}) is revoked in ${keysPath(dataDir)}: a running server of that directory refuses it from now on` : `key ${stored.id} (${stored.name}) was revoked before, at ${stored.revokedAt ?? ''}`);
}

const EXAMPLES = `
Roles: a reader may ask, a curator may also change who is who, an admin may also import.

Examples:
  coterie keys add "Reading room"
  coterie keys add zofia --role curator --expires 90d
  coterie keys list
  coterie keys revoke zofia`;

export function keysCommand(): Command {
  return new Command('keys')
    .summary('make, list and revoke the keys of the API')
    .description('Keys of the API. Only their sha256 is kept, in keys.json of the data directory; a running server heeds changes at once.')
    .addHelpText('after', EXAMPLES)
    .addCommand(
      new Command('add')
        .description('make a key, and print it, this once')
        .argument('<name>', 'whose it is, or what for')
        .addOption(new Option('--role <role>', `what it may: ${ROLE_WORDS.join(', ')}`).default('reader'))
        .option('--expires <when>', 'a length of time, such as 90d, or a day, such as 2031-01-31, from which it is refused; else never')
        .addHelpText('after', '\nExamples:\n  coterie keys add "Reading room" > key.txt\n  coterie keys add zofia --role curator --expires 90d')
        .action((name: string, _options, command: Command) => add(name, command.optsWithGlobals<AddOptions>())),
    )
    .addCommand(
      new Command('list')
        .description('every key ever made, with its state')
        .addHelpText('after', '\nExamples:\n  coterie keys list\n  coterie keys list --json')
        .action((_options, command: Command) => list(command.optsWithGlobals<CorpusOptions>())),
    )
    .addCommand(
      new Command('revoke')
        .description('refuse a key from now on')
        .argument('<key>', 'its id, or its name')
        .addHelpText('after', '\nExamples:\n  coterie keys revoke zofia\n  coterie keys revoke 1f2e3d4c')
        .action((key: string, _options, command: Command) => revoke(key, command.optsWithGlobals<CorpusOptions>())),
    );
}
