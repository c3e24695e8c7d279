// @ts-nocheck -- functions of node:fs are replaced here whatever their overloads.
/**
 * Loaded before a program (`node --require`), and in each of its threads: counts what it does to files of one folder and
 * kills the process at the operation of a given number, before it or half way through it. Also sets the clock.
 *
 *   KILL_WITHIN  folder whose files are meant
 *   KILL_LOG     file that gets a line of 80 bytes per operation; how long it is says how many there were, in all threads
 *   KILL_AT      number of the operation, from 1; absent kills nowhere
 *   KILL_HOW     `before` it, or `half` way: half of the bytes written, one entry of a folder removed
 *   SET_CLOCK    what `Date` says all the while, as an ISO instant; absent leaves it
 */
const fs = require('node:fs');
const path = require('node:path');
const { syncBuiltinESMExports } = require('node:module');

const { KILL_WITHIN: within = '', KILL_LOG: logPath, KILL_AT: at = '0', KILL_HOW: how = 'before', SET_CLOCK: clock } = process.env;
const { openSync, writeSync, fstatSync, statSync, readdirSync, rmSync } = fs;
const LINE = 80;

if (clock) {
  const RealDate = Date;
  const instant = RealDate.parse(clock);
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [instant] : given));
    }
    static now() {
      return instant;
    }
  };
}

if (logPath) {
  const log = openSync(logPath, 'a');
  const pathOf = new Map();
  const isMeant = (place) => typeof place === 'string' && path.resolve(place).startsWith(within);

  /** Whether this operation is the one at which the process ends; if so and `before` it, does not return. */
  const isLast = (name, place) => {
    writeSync(log, `${`${name} ${path.relative(within, path.resolve(place))}`.slice(0, LINE - 1).padEnd(LINE - 1)}\n`);
    if (fstatSync(log).size / LINE !== Number(at)) return false;
    if (how === 'before') end();
    return true;
  };
  const end = () => {
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
  const half = (data) => (typeof data === 'string' ? data.slice(0, data.length / 2) : Buffer.from(data.buffer ?? data, data.byteOffset ?? 0, Math.floor(data.byteLength / 2)));
  const halfOf = {
    writeFileSync: (file, data) => fs.closeSync(writeAndKeep(file, half(data))),
    writeSync: (file, data, from = 0, length = data.length - from, place = null) => writeSync(file, data, from, Math.floor(length / 2), place),
    rmSync: (place) => {
      if (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) return;
      const [first] = readdirSync(place);
      if (first) rmSync(path.join(place, first), { recursive: true });
    },
  };
  const writeAndKeep = (file, data) => {
    const fd = openSync(file, 'w');
    writeSync(fd, data);
    return fd;
  };

  const wrap = (holder, name, label = name) => {
    const real = holder[name];
    holder[name] = function (first, ...others) {
      const place = typeof first === 'number' ? pathOf.get(first) : first;
      if (isMeant(place) && isLast(label, place)) {
        halfOf[label]?.(first, ...others);
        end();
      }
      return real.call(this, first, ...others);
    };
  };
  const writes = (flags) => typeof flags === 'string' && flags !== 'r';
  fs.openSync = (file, flags, ...others) => {
    if (isMeant(file) && writes(flags) && isLast('openSync', file)) end();
    const fd = openSync(file, flags, ...others);
    if (isMeant(file)) pathOf.set(fd, file);
    return fd;
  };
  for (const name of ['writeFileSync', 'writeSync', 'renameSync', 'fsyncSync', 'rmSync', 'mkdirSync', 'linkSync', 'unlinkSync', 'ftruncateSync']) wrap(fs, name);
  for (const name of ['rename', 'rm', 'mkdir', 'writeFile', 'utimes']) wrap(fs.promises, name, `promises.${name}`);
  const open = fs.promises.open;
  fs.promises.open = async (file, flags, ...others) => {
    if (isMeant(file) && writes(flags) && isLast('promises.open', file)) end();
    const handle = await open(file, flags, ...others);
    if (!isMeant(file) || !writes(flags)) return handle;
    const [write, sync] = [handle.write.bind(handle), handle.sync.bind(handle)];
    handle.write = (data, from = 0, length = data.length - from, ...rest) => {
      if (!isLast('handle.write', file)) return write(data, from, length, ...rest);
      return write(data, from, Math.floor(length / 2), ...rest).then(end);
    };
    handle.sync = () => {
      if (isLast('handle.sync', file)) end();
      return sync();
    };
    return handle;
  };
  syncBuiltinESMExports();
}
