/**
 * A small Spark cluster on this machine: `npm run spark:up` starts a master, two workers of one core each and a Spark
 * Connect server, all on loopback, and returns once they answer; `npm run spark:down` ends them, by their own process ids.
 * `node .ci/spark.mjs status` says what runs. Everything lies in `.spark/`: the program, logs, process ids, scratch files.
 * Parts that run already are left alone, so that `up` also starts again what was ended alone.
 *
 * With COTERIE_SPARK_S3 it reads and writes s3a://: `https://host` or `http://host:port` names the server, keys are those of
 * the environment (AWS_ACCESS_KEY_ID, …). Spark then fetches what Hadoop has for that from Maven Central, some 640 MB, once.
 * COTERIE_SPARK_MEMORY (`3g`) gives each executor and the Connect server more memory than what 5 GB altogether allow.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isConnectAnswering, liveWorkers } from './spark-answers.mjs';
import { askedOf, inWords, s3Settings } from './spark-asked.mjs';

const VERSION = '4.1.1';
/** Of the Hadoop that this Spark comes with. */
const S3_PACKAGE = 'org.apache.hadoop:hadoop-aws:3.4.2';
const JAVA = 17;
const ROOT = path.resolve(import.meta.dirname, '../.spark');
const PROGRAM = path.join(ROOT, 'python');
const SPARK_HOME = path.join(PROGRAM, 'pyspark');
const RUN = path.join(ROOT, 'run');
const LOG = path.join(ROOT, 'log');
/** What the running cluster was started with. */
const ASKED_NOTE = path.join(RUN, 'asked.json');
const SCRATCH = ['work', 'local', 'warehouse'].map((name) => path.join(ROOT, name));
const HOST = '127.0.0.1';
const PORTS = { master: 7077, masterPage: 7081, connect: 15002, driverPage: 4040 };
const WORKERS = 2;
/** Of a master or worker, which hand out work and do none. */
const DAEMON_MEMORY = '256m';
const WAIT_SECONDS = 120;
/** Where the Connect server fetches packages before it answers. */
const WAIT_WITH_PACKAGES_SECONDS = 900;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} main Java class, by which its process is known again
 * @property {readonly string[]} options
 * @property {readonly number[]} ports on which it listens
 * @property {string} memory of its own Java process
 */

/** @returns {Part[]} in the order of starting */
function parts(/** @type {import('./spark-asked.mjs').Asked} */ asked) {
  const memory = asked.memory === '' ? '1280m' : asked.memory;
  const master = `spark://${HOST}:${PORTS.master}`;
  const workers = Array.from({ length: WORKERS }, (_, index) => {
    const page = PORTS.masterPage + 1 + index;
    return {
      name: `worker-${index + 1}`,
      main: 'org.apache.spark.deploy.worker.Worker',
      options: ['--host', HOST, '--cores', '1', '--memory', memory, '--webui-port', String(page), '--work-dir', path.join(ROOT, 'work', `worker-${index + 1}`), master],
      ports: [page],
      memory: DAEMON_MEMORY,
    };
  });
  const settings = {
    'spark.driver.host': HOST,
    'spark.driver.bindAddress': HOST,
    'spark.executor.memory': memory,
    'spark.executor.cores': '1',
    'spark.connect.grpc.binding.address': HOST,
    'spark.connect.grpc.binding.port': String(PORTS.connect),
    'spark.ui.port': String(PORTS.driverPage),
    // Plans of a thousand statements, as Spark keeps them by default for its page, fill a gigabyte.
    'spark.sql.ui.retainedExecutions': '20',
    'spark.sql.connect.ui.retainedStatements': '20',
    'spark.sql.warehouse.dir': path.join(ROOT, 'warehouse'),
    'spark.sql.catalogImplementation': 'in-memory',
    // A killed worker is to cost a retry, not the run.
    'spark.task.maxFailures': '8',
  };
  const packages = asked.s3 === '' ? [] : ['--packages', S3_PACKAGE, '--conf', `spark.jars.ivy=${path.join(ROOT, 'ivy')}`];
  const connect = {
    name: 'connect',
    main: 'org.apache.spark.sql.connect.service.SparkConnectServer',
    // The driver plans and does no more: compiling its code to the utmost takes longer than it saves.
    options: ['--master', master, '--name', 'coterie', '--driver-java-options', '-XX:TieredStopAtLevel=1', ...packages, ...Object.entries({ ...settings, ...s3Settings(asked, process.env) }).flatMap(([key, value]) => ['--conf', `${key}=${value}`]), 'spark-internal'],
    ports: [PORTS.connect, PORTS.driverPage],
    memory: asked.memory === '' ? '1g' : asked.memory,
  };
  return [
    { name: 'master', main: 'org.apache.spark.deploy.master.Master', options: ['--host', HOST, '--port', String(PORTS.master), '--webui-port', String(PORTS.masterPage)], ports: [PORTS.master, PORTS.masterPage], memory: DAEMON_MEMORY },
    ...workers,
    connect,
  ];
}

/** @returns {number | null} its process id where that process runs and is still the one that was started */
function pidOf(/** @type {Part} */ part) {
  const file = path.join(RUN, `${part.name}.pid`);
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  // Just after its start it is the shell that looks up Java's options.
  return stdout?.includes(part.main) && stdout.includes(ROOT) ? pid : null;
}

/** Stops with one sentence when Java is missing or too old. */
function checkJava() {
  const java = process.env.JAVA_HOME === undefined ? 'java' : path.join(process.env.JAVA_HOME, 'bin/java');
  const { stderr, error } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1]);
  if (error !== undefined) throw new Error(`Spark needs Java ${JAVA} or newer and \`${java}\` can't be run: on Debian \`apt-get install openjdk-${JAVA}-jre-headless\`, or set JAVA_HOME`);
  if (!(major >= JAVA)) throw new Error(`Spark needs Java ${JAVA} or newer, \`${java}\` is ${stderr.split('\n')[0]}: set JAVA_HOME to a newer one`);
}

/** Fetches Spark from PyPI, once, into a folder of its own. */
function install() {
  if (existsSync(path.join(PROGRAM, `pyspark-${VERSION}.dist-info`))) return;
  const python = process.env.COTERIE_PYTHON ?? 'python3';
  if (spawnSync(python, ['--version']).status !== 0) throw new Error(`Spark is fetched by Python's pip and \`${python}\` can't be run: on Debian \`apt-get install python3 python3-pip\`, or set COTERIE_PYTHON to an interpreter`);
  if (spawnSync(python, ['-m', 'pip', '--version']).status !== 0) throw new Error(`Spark is fetched by Python's pip, which \`${python}\` has not: on Debian \`apt-get install python3-pip\``);
  const what = process.env.COTERIE_PYSPARK ?? `pyspark==${VERSION}`;
  const partial = `${PROGRAM}.partial`;
  rmSync(partial, { recursive: true, force: true });
  process.stderr.write(`fetching ${what} into ${PROGRAM} (450 MB to fetch, once; some minutes) …\n`);
  const { status } = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-compile', '--target', partial, what], { stdio: 'inherit' });
  if (status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new Error(`pip could not install ${what}, see its message above: where PyPI can't be reached, fetch the file pyspark-${VERSION}.tar.gz by other ways and set COTERIE_PYSPARK to its path`);
  }
  if (!existsSync(path.join(partial, `pyspark-${VERSION}.dist-info`))) throw new Error(`${what} is not Spark ${VERSION}: unset COTERIE_PYSPARK or set it to the path of pyspark-${VERSION}.tar.gz`);
  rmSync(PROGRAM, { recursive: true, force: true });
  renameSync(partial, PROGRAM);
}

/** Rejects where something else listens on a port of the part. */
async function checkPorts(/** @type {Part} */ part) {
  for (const port of part.ports) {
    const isTaken = await new Promise((resolve) => {
      const socket = net.connect(port, HOST);
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isTaken) throw new Error(`port ${port} of ${HOST}, needed for Spark's ${part.name}, is taken by another program: end that first`);
  }
}

function start(/** @type {Part} */ part) {
  const log = openSync(path.join(LOG, `${part.name}.log`), 'a');
  const isSubmitted = part.name === 'connect';
  const command = isSubmitted ? ['org.apache.spark.deploy.SparkSubmit', '--class', part.main] : [part.main];
  // In a group of its own it outlives this command and a terminal's interrupt.
  const child = spawn(path.join(SPARK_HOME, 'bin/spark-class'), [...command, ...part.options], {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      SPARK_HOME,
      SPARK_LOCAL_IP: HOST,
      SPARK_PUBLIC_DNS: HOST,
      // Spark takes this for the Connect server's memory, too, before its own setting.
      SPARK_DAEMON_MEMORY: part.memory,
      SPARK_LOCAL_DIRS: path.join(ROOT, 'local'),
      SPARK_CONF_DIR: path.join(ROOT, 'conf'),
    },
  });
  closeSync(log);
  child.once('error', (error) => {
    throw new Error(`Spark's ${part.name} could not be started: ${error.message}`);
  });
  writeFileSync(path.join(RUN, `${part.name}.pid`), String(child.pid));
  child.unref();
}

/** Resolves when `isSo` answers true; rejects after the wait, or at once where the part has ended, with the end of its log. */
async function until(/** @type {() => Promise<boolean>} */ isSo, /** @type {string} */ what, /** @type {Part[]} */ needed, seconds = WAIT_SECONDS) {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    const ended = needed.find((part) => pidOf(part) === null);
    if (ended !== undefined || Date.now() > deadline) {
      const { name } = ended ?? needed[needed.length - 1];
      const log = path.join(LOG, `${name}.log`);
      const end = readFileSync(log, 'utf8').split('\n').slice(-15).join('\n');
      throw new Error(`${what} ${ended === undefined ? `did not come about within ${seconds} s` : `can't come about, Spark's ${name} has ended`}; the end of ${log}:\n${end.trim()}\nwhat was started runs on: \`npm run spark:up\` starts the rest once that is mended, \`npm run spark:down\` ends it`);
    }
    await pause(500);
  }
}

/** @returns {import('./spark-asked.mjs').Asked} what the running cluster was started with */
function runningAsked() {
  return existsSync(ASKED_NOTE) ? JSON.parse(readFileSync(ASKED_NOTE, 'utf8')) : { s3: '', memory: '' };
}

async function up() {
  checkJava();
  const asked = askedOf(process.env);
  const all = parts(asked);
  const runs = all.some((part) => pidOf(part) !== null);
  if (runs && inWords(runningAsked()) !== inWords(asked)) throw new Error(`Spark runs already, ${inWords(runningAsked())}: end it by \`npm run spark:down\` first, then start it ${inWords(asked)}`);
  for (const folder of [ROOT, RUN, LOG, path.join(ROOT, 'conf'), ...SCRATCH]) mkdirSync(folder, { recursive: true });
  install();
  const missing = all.filter((part) => pidOf(part) === null);
  for (const part of missing) await checkPorts(part);
  writeFileSync(ASKED_NOTE, JSON.stringify(asked));
  // The Connect server asks the master for executors when it starts: the workers are to be there by then.
  const [early, late] = [all.filter(({ name }) => name !== 'connect'), all.filter(({ name }) => name === 'connect')];
  for (const part of early) if (missing.includes(part)) start(part);
  await until(async () => (await liveWorkers(HOST, PORTS.masterPage)) === WORKERS, `${WORKERS} live workers`, early);
  if (asked.s3 !== '' && !existsSync(path.join(ROOT, 'ivy'))) console.log(`Spark fetches ${S3_PACKAGE} and what it needs (640 MB) from Maven Central …`);
  for (const part of late) if (missing.includes(part)) start(part);
  await until(() => isConnectAnswering(HOST, PORTS.connect), 'an answer of Spark Connect', late, asked.s3 === '' ? WAIT_SECONDS : WAIT_WITH_PACKAGES_SECONDS);
  console.log(`Spark ${VERSION} is up: ${WORKERS} workers at spark://${HOST}:${PORTS.master} (http://${HOST}:${PORTS.masterPage}), statements at http://${HOST}:${PORTS.driverPage}, logs in ${LOG}`);
  console.log(`export COTERIE_SPARK=sc://${HOST}:${PORTS.connect}   # for the tests; \`npm run spark:down\` ends it`);
}

async function down() {
  const running = parts(runningAsked()).toReversed().flatMap((part) => ({ part, pid: pidOf(part) })).filter(({ pid }) => pid !== null);
  for (const { part, pid } of running) {
    process.kill(/** @type {number} */ (pid), 'SIGTERM');
    for (let waited = 0; pidOf(part) !== null; waited += 1) {
      if (waited === 80) process.kill(/** @type {number} */ (pid), 'SIGKILL');
      await pause(250);
    }
  }
  for (const name of existsSync(RUN) ? readdirSync(RUN) : []) rmSync(path.join(RUN, name));
  for (const folder of SCRATCH) rmSync(folder, { recursive: true, force: true });
  console.log(running.length === 0 ? 'Spark was not running' : `ended: ${running.map(({ part }) => part.name).join(', ')}`);
}

function tellStatus() {
  for (const part of parts(runningAsked())) {
    const pid = pidOf(part);
    const memory = pid === null ? '' : `, ${(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024).toFixed(0)} MB`;
    console.log(`${part.name}: ${pid === null ? 'not running' : `process ${pid}${memory}, port ${part.ports[0]}`}`);
  }
  if (existsSync(ASKED_NOTE)) console.log(`started ${inWords(runningAsked())}`);
}

const USAGE = 'say up, down or status: node .ci/spark.mjs up; --help tells more';
const HELP = `usage: node .ci/spark.mjs COMMAND

A small Spark ${VERSION} cluster on this machine, on ${HOST} alone: a master, ${WORKERS} workers of one core, Spark Connect.

  up       (npm run spark:up) starts what does not run, and returns once it answers; Spark comes from PyPI, once (450 MB)
  down     (npm run spark:down) ends what \`up\` started
  status   says what runs, its memory and ports, and what it was started with

Environment of \`up\`:
  COTERIE_SPARK_S3       https://host or http://host:port, an S3 server whose buckets Spark then reads and writes (s3a://), with
                         AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION (640 MB from Maven Central, once)
  COTERIE_SPARK_MEMORY   memory of each executor and of the Connect server, 512m or more: 3g (else 1280m, and 1g)
  COTERIE_PYSPARK        path of a pyspark-${VERSION}.tar.gz, where PyPI can't be reached
  COTERIE_PYTHON         the Python whose pip fetches Spark (else python3)
  JAVA_HOME              a Java ${JAVA} or newer (else java)

Examples:
  npm run spark:up
  COTERIE_SPARK_MEMORY=3g npm run spark:up
  COTERIE_SPARK_S3=https://s3.example.org npm run spark:up`;
const COMMANDS = { up, down, status: tellStatus };
const command = process.argv[2];
try {
  if (process.platform === 'win32') throw new Error('Spark is started by shell scripts: use it under WSL');
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(HELP);
    process.exit(0);
  }
  if (process.argv.length > 3) throw new Error(`${process.argv[3]} is no option of ${command}: ${USAGE}`);
  if (!(command in COMMANDS)) throw new Error(`no command ${command ?? '(none)'}: ${USAGE}`);
  await COMMANDS[/** @type {keyof typeof COMMANDS} */ (command)]();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
