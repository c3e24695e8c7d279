/** Proving what says who may do what and who did it: the list of keys and the audit log, which nothing else can give back. */
import { auditPath } from '../callers/audit-log.js';
import { readAudit } from '../callers/audit-reading.js';
import { KeyFileError, keysPath, readKeys } from '../callers/key-file.js';
import type { Finding } from './findings.js';
import type { VerifyOptions } from './verify-corpus.js';

/** O(bytes) of both files; the log is left out with `quick`. Nothing where they are not there. */
export async function verifyCallers(dataDir: string, { quick = false, onProgress }: VerifyOptions): Promise<Finding[]> {
  const findings = keyFindings(dataDir);
  if (quick) return findings;
  onProgress?.('checking the audit log', null);
  return [...findings, ...(await auditFindings(dataDir))];
}

function keyFindings(dataDir: string): Finding[] {
  try {
    readKeys(dataDir);
    return [];
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    const path = keysPath(dataDir);
    const [, what = 'can\'t be used', remedy = 'restore it from a backup'] = new RegExp(`^the list of keys .*?keys\\.json (.+?): ((?:mend|restore|use) .+)$`, 's').exec(error.message) ?? [];
    return [{ isFault: true, place: 'KEYS', path, what, cost: 'no key is accepted, and none can be made or revoked', remedy }];
  }
}

async function auditFindings(dataDir: string): Promise<Finding[]> {
  const path = auditPath(dataDir);
  const wrong: string[] = [];
  let torn: string | null = null;
  try {
    for await (const { line, faults, isTorn } of readAudit(dataDir)) {
      if (isTorn) torn = `has a last line, ${line}, that ${faults[0]}`;
      else wrong.push(...faults.map((fault) => `line ${line} ${fault}`));
    }
  } catch (error) {
    return [{ isFault: true, place: 'AUDIT', path, what: `can't be read (${(error as Error).message})`, cost: 'no change can be made', remedy: 'mend its permissions, or restore it from a backup' }];
  }
  const findings: Finding[] = [];
  if (wrong.length > 0) {
    findings.push({
      isFault: true, place: 'AUDIT', path, what: `is not as it was written (${wrong[0]}${wrong.length > 1 ? `; and ${wrong.length - 1} more` : ''})`,
      cost: 'it does not prove who changed what', remedy: '`coterie audit --verify` names the lines; restore it from a backup, or move it to another name, and the next change begins a new one',
    });
  }
  if (torn !== null) findings.push({ isFault: false, place: 'AUDIT', path, what: torn, cost: 'nothing but that line', remedy: 'nothing needs to be done' });
  return findings;
}
