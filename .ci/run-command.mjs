/** Runs a command line of the installed tools, as an npm script would. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

const TOOLS = path.resolve('node_modules/.bin');

/**
 * Resolves when `command` ended well; its output goes where ours goes. Rejects with its exit code or signal, and where it
 * takes longer than it may: then all that it started is ended, too, and named first, for one of them was waited for.
 * @param {string} command
 * @param {{ limitMinutes?: number }} [options]
 * @returns {Promise<void>}
 */
export function run(command, { limitMinutes } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      stdio: 'inherit',
      // A group of its own can be ended whole; without a limit a terminal's own group ends whole by itself.
      detached: limitMinutes !== undefined && process.platform !== 'win32',
      env: { ...process.env, PATH: `${TOOLS}${path.delimiter}${process.env.PATH ?? ''}` },
    });
    const endAll = () => endGroup(child.pid);
    let isLate = false;
    const timer = limitMinutes === undefined ? undefined : setTimeout(() => {
      isLate = true;
      console.error(`\`${command}\` has not ended after ${limitMinutes} minutes. What runs:`);
      spawnSync('ps', ['-eo', 'pid,ppid,etime,time,stat,args', '--forest'], { stdio: ['ignore', 'inherit', 'inherit'], timeout: 10_000 });
      endAll();
    }, limitMinutes * 60_000);
    const whenInterrupted = () => {
      endAll();
      process.exit(130);
    };
    if (limitMinutes !== undefined) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, whenInterrupted);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, whenInterrupted);
      if (isLate) reject(new Error(`\`${command}\` was ended after ${limitMinutes} minutes`));
      else if (code === 0) resolve();
      else reject(new Error(`\`${command}\` ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** @param {number | undefined} leader process id of the group's first process */
function endGroup(leader) {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of them had ended.
  }
}
