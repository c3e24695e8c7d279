/** A fresh process of the import benchmark, so that its peak of memory is its own: imports one file into a new corpus and tells how long each phase took. */
import path from 'node:path';
import { importFiles } from '../../src/snapshot/import.js';

/** What the child tells, one line of JSON each. */
export type ImportMessage =
  | { readonly kind: 'PHASE'; readonly name: string; readonly seconds: number; readonly cpuSeconds: number; readonly peakBytes: number }
  | { readonly kind: 'DONE'; readonly seconds: number; readonly cpuSeconds: number; readonly peakBytes: number; readonly papers: number; readonly authors: number; readonly problems: number };

const [, , input = '', dataDir = ''] = process.argv;
const send = (message: ImportMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

// Peaks per phase: what the process holds at most while the phase lasts, seen twenty times a second.
let peak = 0;
const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
sampler.unref();

const started = performance.now();
let phase = 'reading';
let phaseStarted = started;
let cpuBefore = process.cpuUsage();
const cpuSeconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;
const endPhase = (next: string): void => {
  const now = performance.now();
  send({ kind: 'PHASE', name: phase, seconds: (now - phaseStarted) / 1000, cpuSeconds: cpuSeconds(process.cpuUsage(cpuBefore)), peakBytes: Math.max(peak, process.memoryUsage.rss()) });
  [phase, phaseStarted, peak, cpuBefore] = [next, now, 0, process.cpuUsage()];
};
const report = await importFiles([path.resolve(input)], {
  dataDir: path.resolve(dataDir),
  onProgress: (progress) => {
    peak = Math.max(peak, process.memoryUsage.rss());
    if (progress.phase !== phase) endPhase(progress.phase);
  },
});
endPhase('');
const counts = report.manifest?.counts;
send({ kind: 'DONE', seconds: (performance.now() - started) / 1000, cpuSeconds: cpuSeconds(process.cpuUsage()), peakBytes: process.resourceUsage().maxRSS * 1024, papers: counts?.papers ?? 0, authors: counts?.authors ?? 0, problems: counts?.problems ?? 0 });
