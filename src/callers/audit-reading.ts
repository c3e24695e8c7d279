/** Reading the audit log, and proving that it is the one that was written. */
import { createReadStream, existsSync } from 'node:fs';
import type { AuditEntry } from './audit-entry.js';
import { auditPath, NOTHING_BEFORE } from './audit-log.js';
import { sha256Hex } from './key.js';

const LINE_FEED = 0x0a;

/** A line as it was found. */
export interface AuditLine {
  /** From 1. */
  readonly line: number;
  /** Null where the line is none of a log. */
  readonly entry: AuditEntry | null;
  /** Whether it is the last and does not end, as after a crash or while it is being written. */
  readonly isTorn: boolean;
  /** What is wrong with it, a clause each; empty where the chain holds. */
  readonly faults: readonly string[];
  /** sha256 of the line: what the next must hold, and what whoever keeps it elsewhere can compare. */
  readonly sha256: string;
}

/** The lines of a log, oldest first, each held against the one before. O(line) memory. Nothing where there is no log. */
export async function* readAudit(dataDir: string): AsyncGenerator<AuditLine> {
  const path = auditPath(dataDir);
  if (!existsSync(path)) return;
  let before = NOTHING_BEFORE;
  let sequence = 0;
  let line = 0;
  let rest: Buffer = Buffer.alloc(0);
  const judged = (bytes: Buffer, isWhole: boolean): AuditLine => {
    const text = bytes.toString('utf8');
    line += 1;
    const entry = entryIn(text);
    const faults: string[] = [];
    if (!isWhole) faults.push('is torn, as by a crash: the next change takes it into a line that says so');
    else if (entry === null) faults.push('is no entry of a log: it was damaged or altered');
    if (isWhole && entry !== null) {
      if (entry.previous !== before) faults.push(line === 1 ? 'is not the first that was written: what stood before it is gone' : 'does not hold the sha256 of the line before: one of them was altered, or lines between them are gone');
      if (entry.sequence !== sequence + 1) faults.push(`has the number ${entry.sequence}, but ${sequence + 1} was to follow`);
    }
    sequence = entry?.sequence ?? sequence + 1;
    before = sha256Hex(text);
    return { line, entry, isTorn: !isWhole, faults, sha256: before };
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let end = rest.indexOf(LINE_FEED);
    while (end >= 0) {
      yield judged(rest.subarray(0, end), true);
      rest = rest.subarray(end + 1);
      end = rest.indexOf(LINE_FEED);
    }
  }
  if (rest.length > 0) yield judged(rest, false);
}

function entryIn(text: string): AuditEntry | null {
  try {
    const value = JSON.parse(text) as Partial<AuditEntry> | null;
    const isOne = value !== null && typeof value === 'object' && Number.isSafeInteger(value.sequence) && typeof value.previous === 'string' && typeof value.time === 'string' && typeof value.action === 'string'
      && typeof value.outcome === 'string' && typeof value.who === 'object' && value.who !== null && typeof value.details === 'object' && value.details !== null;
    return isOne ? (value as AuditEntry) : null;
  } catch {
    return null;
  }
}
