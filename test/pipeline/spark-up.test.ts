/**
 * What `npm run spark:up` says where something is missing, taken or broken: the script in a folder of its own, with stand-ins
 * for Java, Python and Spark.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';

const MASTER_PORT = 7077;
const JAVA_17 = 'echo \'openjdk version "17.0.15" 2025-04-15\' >&2';
/** Python with a pip that does as is said. */
const python = (install: string): string => `case "$*" in *"pip install"*) ${install};; esac`;

async function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe.skipIf(process.platform === 'win32')('spark:up', () => {
  let root: string;
  let programs: string;
  beforeEach(() => {
    root = tempDir();
    programs = path.join(root, 'bin');
    mkdirSync(programs);
    mkdirSync(path.join(root, '.ci'));
    for (const name of ['spark.mjs', 'spark-answers.mjs', 'spark-asked.mjs']) copyFileSync(path.join('.ci', name), path.join(root, '.ci', name));
    for (const name of ['sh', 'ps', 'sleep', 'mkdir']) {
      const found = ['/bin', '/usr/bin'].map((folder) => path.join(folder, name)).find((each) => existsSync(each));
      if (found !== undefined) symlinkSync(found, path.join(programs, name));
    }
  });

  function program(file: string, script: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  const inPath = (name: string, script: string): void => program(path.join(programs, name), script);
  /** Spark as if it were there already; each of its parts does as the script says. */
  function spark(script: string): void {
    inPath('java', JAVA_17);
    mkdirSync(path.join(root, '.spark/python/pyspark-4.1.1.dist-info'), { recursive: true });
    program(path.join(root, '.spark/python/pyspark/bin/spark-class'), script);
  }

  function said(command: string, more: Readonly<Record<string, string>> = {}): string {
    const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(root, '.ci/spark.mjs'), ...command.split(' ')], { encoding: 'utf8', timeout: 60_000, env: { PATH: programs, ...more } });
    return `${status} ${stderr}${stdout}`;
  }

  it('tells its commands, and what of the environment it takes', () => {
    const help = said('--help');
    for (const each of ['up ', 'down ', 'status ', 'COTERIE_SPARK_S3', 'COTERIE_SPARK_MEMORY', 'COTERIE_PYSPARK', 'COTERIE_PYTHON', 'JAVA_HOME']) expect(help).toContain(`\n  ${each}`);
    // Asked for behind a command too, which then does nothing.
    for (const each of ['up --help', 'down -h']) expect(said(each)).toBe(help);
    expect(said('up 3g')).toBe('1 3g is no option of up: say up, down or status: node .ci/spark.mjs up; --help tells more\n');
    expect(said('hepl')).toBe('1 no command hepl: say up, down or status: node .ci/spark.mjs up; --help tells more\n');
  });

  it('names Java where it is missing or too old', () => {
    expect(said('up')).toBe('1 Spark needs Java 17 or newer and `java` can\'t be run: on Debian `apt-get install openjdk-17-jre-headless`, or set JAVA_HOME\n');
    inPath('java', 'echo \'openjdk version "11.0.2" 2019-01-15\' >&2');
    expect(said('up')).toBe('1 Spark needs Java 17 or newer, `java` is openjdk version "11.0.2" 2019-01-15: set JAVA_HOME to a newer one\n');
  });

  it('names Python, and what to do where PyPI can\'t be reached or gives something else', () => {
    inPath('java', JAVA_17);
    expect(said('up')).toContain('Spark is fetched by Python\'s pip and `python3` can\'t be run: on Debian `apt-get install python3 python3-pip`');
    inPath('python3', python('echo "Could not find a version: Temporary failure in name resolution" >&2; exit 1'));
    expect(said('up')).toMatch(/Temporary failure in name resolution\npip could not install pyspark==4\.1\.1, see its message above: where PyPI can't be reached, fetch the file pyspark-4\.1\.1\.tar\.gz by other ways and set COTERIE_PYSPARK to its path\n$/);
    expect(existsSync(path.join(root, '.spark/python.partial'))).toBe(false);
    inPath('python3', python('mkdir -p "$9"'));
    expect(said('up', { COTERIE_PYSPARK: '/tmp/other.tar.gz' })).toContain('/tmp/other.tar.gz is not Spark 4.1.1: unset COTERIE_PYSPARK or set it to the path of pyspark-4.1.1.tar.gz');
    expect(existsSync(path.join(root, '.spark/python'))).toBe(false);
  });

  it('names a port that somebody else has, and starts nothing', async () => {
    spark('exit 0');
    // Where a cluster runs here, it has the port.
    const holder = (await isTaken(MASTER_PORT)) ? null : createServer().listen(MASTER_PORT, '127.0.0.1');
    try {
      if (holder !== null) await new Promise((resolve) => holder.once('listening', resolve));
      expect(said('up')).toBe(`1 port ${MASTER_PORT} of 127.0.0.1, needed for Spark's master, is taken by another program: end that first\n`);
      expect(said('status')).toContain('master: not running');
    } finally {
      holder?.close();
    }
  });

  it('names what is wrong with the address or the keys of buckets', () => {
    spark('exit 0');
    expect(said('up', { COTERIE_SPARK_S3: 'bucket' })).toBe('1 COTERIE_SPARK_S3 is bucket, but must be the address of an S3 server: https://host or http://host:port\n');
    expect(said('up', { COTERIE_SPARK_S3: 'http://127.0.0.1:9000' })).toBe('1 COTERIE_SPARK_S3 needs keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, too\n');
  });

  it('refuses a memory that is none, and too little', () => {
    spark('exit 0');
    for (const memory of ['much', '3 GB', '256m']) expect(said('up', { COTERIE_SPARK_MEMORY: memory })).toBe(`1 COTERIE_SPARK_MEMORY is ${memory}, but must be the memory of each executor, 512m or more: 3g, 1500m\n`);
  });

  it('tells the end of the log of a part that ends, and leaves what runs to `down`', async (test) => {
    if (await isTaken(MASTER_PORT)) test.skip('a Spark cluster runs here already (COTERIE_SPARK)');
    spark('case "$*" in *Worker*"--memory 3g"*) echo "java.io.IOException: no room for a worker"; exit 1;; esac\ntrap "kill \\$!" TERM EXIT\nsleep 60 &\nwait');
    expect(said('up', { COTERIE_SPARK_MEMORY: '3g' })).toMatch(/^1 2 live workers can't come about, Spark's worker-\d has ended; the end of .*worker-\d\.log:\njava\.io\.IOException: no room for a worker\n.*what was started runs on: `npm run spark:up` starts the rest once that is mended, `npm run spark:down` ends it\n$/s);
    expect(said('status')).toMatch(/master: process \d+.*\nstarted without buckets, 3g each\n$/s);
    expect(said('up')).toBe('1 Spark runs already, without buckets, 3g each: end it by `npm run spark:down` first, then start it without buckets\n');
    expect(said('down')).toBe('0 ended: master\n');
    expect(said('down')).toBe('0 Spark was not running\n');
  });
});
