/** nginx as the operations guide has it, on this machine's loopback. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tempDir } from '../helpers/temp-dir.js';

const NGINX = process.env['NGINX_PATH'] ?? 'nginx';

export const hasNginx = spawnSync(NGINX, ['-v'], { timeout: 10_000 }).status === 0;

/** The file that the guide gives for replicas, with these addresses in place of its own, and without TLS, for which there is no certificate here. */
function guideFile(port: number, replicas: readonly string[], cache: string): string {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```nginx\n([^]*?)```/g)].map(([, block]) => block);
  const changed = (blocks.find((each) => each.includes('proxy_cache_path')) ?? '')
    .replace(/^proxy_cache_path \S+/m, `proxy_cache_path ${cache}`)
    .replace(/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`)
    .replace(/^\s*ssl_certificate.*$/gm, '')
    .replace(/(?:^ {2}server [\d.]+:4000 (.*)\n)+/m, replicas.map((address) => `  server ${address} max_fails=1 fail_timeout=5s;\n`).join(''));
  if (changed.includes(':4000') || changed.includes('443')) throw new Error('the guide\'s file for nginx is another than this test knows');
  return changed;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts nginx before replicas at `host:port`. */
export async function nginxBefore(replicas: readonly string[]): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const dir = tempDir();
  const port = await freePort();
  for (const name of ['cache', 'body', 'proxy', 'other']) mkdirSync(path.join(dir, name));
  const others = ['fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${dir}/other;`).join(' ');
  writeFileSync(path.join(dir, 'nginx.conf'), `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; worker_processes 1; pid ${dir}/pid; error_log ${dir}/error.log warn;
    events { worker_connections 512; }
    http { access_log off; client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy; ${others}
    ${guideFile(port, replicas, path.join(dir, 'cache'))} }`);
  const child: ChildProcess = spawn(NGINX, ['-p', dir, '-c', path.join(dir, 'nginx.conf'), '-e', path.join(dir, 'error.log')], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${port}/health/live`).then(({ ok }) => ok, () => false);
    if (answered) break;
    if (tries === 100 || child.exitCode !== null) {
      child.kill('SIGKILL');
      throw new Error(`nginx does not answer: ${readFileSync(path.join(dir, 'error.log'), 'utf8')}`);
    }
    await pause(50);
  }
  return {
    port,
    async stop() {
      child.kill('SIGQUIT');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}
