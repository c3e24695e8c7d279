/** `coterie snapshot`: bringing snapshots to where replicas fetch them, fetching them there, going back to an earlier one. */
import path from 'node:path';
import { Command, Option } from 'commander';
import { DirectoryStore } from '../../replication/directory-store.js';
import { expectFolder } from '../../replication/folders.js';
import { keptSnapshots, rollBack } from '../../replication/kept.js';
import { pullSnapshot, type PullReport } from '../../replication/pull.js';
import { pushSnapshot, remoteSnapshots, rollBackStore } from '../../replication/push.js';
import { bytesOf, remoteCurrent } from '../../replication/remote.js';
import type { Store, WritableStore } from '../../replication/store.js';
import { megabytes, type OnTransfer } from '../../replication/transfer.js';
import { followStore, type FollowNote } from '../../replication/watch.js';
import { currentSnapshotName } from '../../snapshot/layout.js';
import type { Manifest } from '../../snapshot/types.js';
import { SETTINGS } from '../../settings/table.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { counted } from '../import-report.js';
import { formatNumber, printable, printJson, printJsonLine, printLine, printTable } from '../output.js';
import { formatDuration, startProgress } from '../progress.js';
import { asCommandError, countOf, openTarget, openWritableTarget, refuseEndpoint, showWaiting, targetOption } from '../replicating.js';
import { valueOf } from '../one-setting.js';

interface SnapshotOptions extends CorpusOptions {
  readonly endpoint?: string;
  readonly keep?: string;
  readonly poll?: string;
  readonly snapshot?: string;
  readonly to?: string;
}

const TARGETS = `
TARGET is one of
  s3://bucket/prefix       any S3 API; credentials from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN
                           (without them it is read as anybody may), AWS_REGION, and --endpoint (else
                           AWS_ENDPOINT_URL) for another server than Amazon's
  /path or file:///path    a directory, which has the layout of a data directory
  https://host/path        a web server that gives such a directory to others; for pull and watch alone`;

/** Runs `work` with a display of its progress, its failures being those of a command. The store, where there is one, is closed afterwards. */
async function shown<T>(store: Store | null, work: (onProgress: OnTransfer) => Promise<T>): Promise<T> {
  const progress = startProgress();
  showWaiting(store?.waiting, progress);
  try {
    return await work((label, share, detail) => progress.update(label, share, detail));
  } catch (error) {
    throw asCommandError(error);
  } finally {
    progress.stop();
    await store?.close();
  }
}

const dataDirIn = (options: CorpusOptions): string => path.resolve(dataDirOf(options));

async function push(target: string, options: SnapshotOptions): Promise<void> {
  const keep = countOf('--keep', options.keep);
  const begun = performance.now();
  const store = openWritableTarget(target, options.endpoint, 'push');
  const report = await shown(store, (onProgress) => pushSnapshot(dataDirIn(options), store, { keep, onProgress, ...(options.snapshot === undefined ? {} : { name: options.snapshot }) }));
  if (options.json === true) {
    printJson({ target: store.title, ...report, milliseconds: Math.round(performance.now() - begun) });
    return;
  }
  const removed = report.removed.length === 0 ? '' : `; removed ${report.removed.join(', ')} there`;
  if (report.isUnchanged && report.sentBytes === 0) printLine(printable(`${store.title} has the snapshot ${report.snapshot} already${removed}`));
  else printLine(printable(`pushed the snapshot ${report.snapshot} to ${store.title}: ${counted(report.files, 'file', 'files')}, ${megabytes(report.bytes)}, of which ${megabytes(report.sentBytes)} were sent, in ${formatDuration(performance.now() - begun)}${removed}`));
}

function pulled(report: PullReport, title: string, begun: number): string {
  if (report.outcome === 'UNCHANGED') return `the snapshot ${report.snapshot} of ${title} is here and current already, and every file of it is proved`;
  return `took the snapshot ${report.snapshot} of ${title}: ${megabytes(report.bytes)}, of which ${megabytes(report.fetchedBytes)} were fetched, every file proved, in ${formatDuration(performance.now() - begun)}`;
}

async function pull(target: string, options: SnapshotOptions): Promise<void> {
  const keep = countOf('--keep', options.keep);
  const begun = performance.now();
  const store = openTarget(target, options.endpoint);
  const report = await shown(store, (onProgress) => pullSnapshot(dataDirIn(options), store, { target: store.title, proves: true, takesPassedOver: true, onProgress, ...(keep === null ? {} : { keep }) }));
  if (options.json === true) printJson({ target: store.title, ...report, milliseconds: Math.round(performance.now() - begun) });
  else printLine(printable(pulled(report, store.title, begun)));
}

function print(note: FollowNote, isJson: boolean): void {
  const at = new Date().toISOString();
  if (!isJson) printLine(printable(`${at} ${note.sentence}`));
  else printJsonLine({ at, kind: note.kind, sentence: note.sentence, ...(note.kind === 'taken' ? { report: note.report } : {}) });
}

async function watch(target: string, options: SnapshotOptions): Promise<void> {
  const keep = countOf('--keep', options.keep);
  const pollMs = valueOf(SETTINGS.followPoll, '--poll', options.poll, options.config);
  const store = openTarget(target, options.endpoint);
  const dataDir = dataDirIn(options);
  const end = new AbortController();
  const onSignal = (): void => end.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    if (options.json !== true) printLine(printable(`Following ${store.title} for the replica in ${dataDir}. Ctrl-C ends it.`));
    await shown(store, (onProgress) => followStore({ dataDir, store, target: store.title, pollMs, signal: end.signal, onProgress, say: (note) => print(note, options.json === true), ...(keep === null ? {} : { keep }) }));
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

interface Row {
  readonly name: string;
  readonly manifest: Manifest;
}

async function listed(store: WritableStore | null, dataDir: string): Promise<{ readonly current: string | null; readonly rows: readonly Row[] }> {
  if (store === null || store instanceof DirectoryStore) expectFolder(store?.title ?? dataDir);
  if (store === null) return { current: currentSnapshotName(dataDir), rows: keptSnapshots(dataDir) };
  return { current: await remoteCurrent(store), rows: await remoteSnapshots(store) };
}

async function list(target: string | undefined, options: SnapshotOptions): Promise<void> {
  refuseEndpoint(options.endpoint, target !== undefined);
  const store = target === undefined ? null : openWritableTarget(target, options.endpoint, 'list');
  const { current, rows } = await shown(store, () => listed(store, dataDirIn(options)));
  if (options.json === true) {
    printJson({ place: store?.title ?? dataDirIn(options), current, snapshots: rows.map(({ name, manifest }) => ({ name, isCurrent: name === current, builtAt: manifest.builtAt, papers: manifest.counts.papers, authors: manifest.counts.authors, bytes: bytesOf(manifest) })) });
    return;
  }
  if (rows.length === 0) printLine(printable(`${store?.title ?? dataDirIn(options)} has no snapshot`));
  else {
    printTable([{ title: '' }, { title: 'snapshot' }, { title: 'built' }, { title: 'papers', align: 'right' }, { title: 'authors', align: 'right' }, { title: 'size', align: 'right' }],
      rows.map(({ name, manifest }) => [name === current ? '*' : '', name, manifest.builtAt, formatNumber(manifest.counts.papers), formatNumber(manifest.counts.authors), megabytes(bytesOf(manifest))]));
  }
}

async function rollback(target: string | undefined, options: SnapshotOptions): Promise<void> {
  refuseEndpoint(options.endpoint, target !== undefined);
  const store = target === undefined ? null : openWritableTarget(target, options.endpoint, 'rollback');
  const asked = options.to ?? null;
  const { from, to } = await shown(store, (onProgress) => (store === null ? rollBack(dataDirIn(options), asked, onProgress) : rollBackStore(store, asked)));
  const place = store?.title ?? dataDirIn(options);
  if (options.json === true) printJson({ place, from, to });
  else printLine(printable(from === to ? `the snapshot ${to} of ${place} is current already` : `${place} has gone back${from === null ? '' : ` from ${from}`} to the snapshot ${to}`));
}

function keepOption(what: string): Option {
  return new Option('--keep <n>', what);
}

export function snapshotCommand(): Command {
  const { followPoll } = SETTINGS;
  const command = new Command('snapshot')
    .summary('bring snapshots to replicas, fetch them there, go back to an earlier one')
    .description('Brings the snapshot that is served to a bucket or a directory, keeps replicas at the newest one, and goes back to an earlier one. A replica has snapshots alone, and no corpus.')
    .addHelpText('after', `${TARGETS}\n\nExamples:\n  coterie snapshot push s3://library/coterie --keep 2\n  coterie snapshot pull s3://library/coterie --data ./replica\n  coterie snapshot rollback s3://library/coterie`);
  command.command('push').argument('<target>', 'where to').description('Pushes the current snapshot: proved first, what is there already not sent again, the pointer to it written last. An interrupted push goes on where it was.')
    .addOption(targetOption()).addOption(keepOption('remove all but so many others there; all stay unless this is given')).addOption(new Option('--snapshot <name>', 'this snapshot of those that `coterie snapshot list` names, instead of the current one'))
    .addHelpText('after', `${TARGETS}\n\nExamples:\n  coterie snapshot push s3://library/coterie --endpoint https://s3.example.org\n  coterie snapshot push /srv/snapshots --keep 2`)
    .action((target: string, _options, invoked: Command) => push(target, invoked.optsWithGlobals<SnapshotOptions>()));
  command.command('pull').argument('<target>', 'where from').description('Fetches the current snapshot of a target into the data directory, proves every file, and makes it current. An interrupted pull goes on where it was.')
    .addOption(targetOption()).addOption(keepOption('keep so many others here to go back to (default 1)'))
    .addHelpText('after', `${TARGETS}\n\nExamples:\n  coterie snapshot pull s3://library/coterie --data /var/lib/coterie/data\n  coterie snapshot pull https://snapshots.example.org/coterie --data ./replica`)
    .action((target: string, _options, invoked: Command) => pull(target, invoked.optsWithGlobals<SnapshotOptions>()));
  command.command('watch').argument('<target>', 'where from').description('Keeps the data directory at the newest snapshot of a target, for as long as it runs. A server of the same directory (`coterie serve`) serves each by itself.')
    .addOption(targetOption()).addOption(keepOption('keep so many others here to go back to (default 1)'))
    .addOption(new Option('--poll <time>', `time between two looks at the target (default ${followPoll.kind.write(followPoll.default)}; $${followPoll.variable})`))
    .addHelpText('after', `${TARGETS}\n\nExamples:\n  coterie snapshot watch s3://library/coterie --data /var/lib/coterie/data --poll 30s`)
    .action((target: string, _options, invoked: Command) => watch(target, invoked.optsWithGlobals<SnapshotOptions>()));
  command.command('list').argument('[target]', 'a bucket or a directory instead of the data directory').description('Lists the snapshots that are kept, the last published first; the current one is marked.')
    .addOption(targetOption())
    .addHelpText('after', `\nExamples:\n  coterie snapshot list --data /var/lib/coterie/replica\n  coterie snapshot list s3://library/coterie --endpoint https://s3.example.org`)
    .action((target: string | undefined, _options, invoked: Command) => list(target, invoked.optsWithGlobals<SnapshotOptions>()));
  command.command('rollback').argument('[target]', 'a bucket or a directory instead of the data directory, whereupon all replicas follow').description('Makes the snapshot before the current one, or the one named, current again, proved. The snapshot before is the one published before it: going back twice comes back to where one was, unless --to names another. A replica that went back takes the one that it left again only when it is pulled.')
    .addOption(targetOption()).addOption(new Option('--to <name>', 'this snapshot'))
    .addHelpText('after', `\nExamples:\n  coterie snapshot rollback --data /var/lib/coterie/replica\n  coterie snapshot rollback s3://library/coterie --to 3c71a226098a1210`)
    .action((target: string | undefined, _options, invoked: Command) => rollback(target, invoked.optsWithGlobals<SnapshotOptions>()));
  return command;
}
