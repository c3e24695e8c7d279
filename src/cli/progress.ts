/** Progress on stderr: a bar with an estimate on a terminal, plain lines otherwise. */
import { Presets, SingleBar } from 'cli-progress';

const PLAIN_EVERY_MS = 2000;
/** Work shorter than this says nothing: a flash of a bar tells nobody anything. */
const QUIET_MS = 300;
const BAR_STEPS = 1000;
/** Below this share an extrapolation is noise. */
const ESTIMATE_FROM_SHARE = 0.02;

export interface Progress {
  /** `share` 0..1 of the phase named by `label`, or null where the end is unknown; `detail` is shown as it is. */
  update(label: string, share: number | null, detail?: string): void;
  /** Says a sentence at once, on a line that stays. */
  note(sentence: string): void;
  /** Ends the display; nothing of a bar stays on the terminal. */
  stop(): void;
}

/** `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** Time left by extrapolating the pace from where a phase was first met, which after resuming is not its beginning; null before there is anything to go by. */
function remaining(elapsedMs: number, from: number, share: number | null): number | null {
  if (share === null || share >= 1 || share - from < ESTIMATE_FROM_SHARE * (1 - from)) return null;
  return (elapsedMs * (1 - share)) / (share - from);
}

interface Display {
  show(label: string, share: number | null, text: string): void;
  stop(): void;
}

function bar(stream: NodeJS.WriteStream): Display {
  const single = new SingleBar(
    { stream, format: '{label} {bar} {percentage} % {text}', barsize: 24, clearOnComplete: true, hideCursor: true, linewrap: false },
    Presets.shades_classic,
  );
  let running = false;
  return {
    show(label, share, text) {
      const payload = { label, text };
      const value = Math.round((share ?? 0) * BAR_STEPS);
      if (running) single.update(value, payload);
      else single.start(BAR_STEPS, value, payload);
      running = true;
    },
    stop() {
      if (running) single.stop();
      running = false;
    },
  };
}

function plain(stream: NodeJS.WriteStream): Display {
  let lastLabel = '';
  let lastAt = 0;
  return {
    show(label, share, text) {
      const now = performance.now();
      if (label === lastLabel && now - lastAt < PLAIN_EVERY_MS) return;
      lastLabel = label;
      lastAt = now;
      const percent = share === null ? '' : ` ${Math.floor(share * 100)} %`;
      stream.write(`${label}${percent}${text === '' ? '' : ` ${text}`}\n`);
    },
    stop() {
      lastLabel = '';
    },
  };
}

/** Starts a display on `stream`; it stays silent for work that ends within a moment. */
export function startProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const display = stream.isTTY ? bar(stream) : plain(stream);
  const started = performance.now();
  let phase = '';
  let phaseStarted = started;
  let phaseFrom = 0;
  return {
    update(label, share, detail = '') {
      const now = performance.now();
      if (label !== phase) {
        phase = label;
        phaseStarted = now;
        phaseFrom = share ?? 0;
      }
      if (now - started < QUIET_MS) return;
      const left = remaining(now - phaseStarted, phaseFrom, share);
      const texts = [detail, left === null ? '' : `about ${formatDuration(left)} left`];
      display.show(label, share, texts.filter((text) => text !== '').join(', '));
    },
    note(sentence) {
      // A bar is drawn anew below it.
      display.stop();
      stream.write(`${sentence}\n`);
    },
    stop() {
      display.stop();
    },
  };
}
