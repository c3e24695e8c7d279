/** Who a server lets in, as its settings say. */
import { AuditLog } from '../callers/audit-log.js';
import { KeyRing } from '../callers/key-ring.js';
import { ProxyError, Proxies } from '../serving/client-address.js';
import type { GateOptions } from '../serving/gate.js';
import type { Settings } from '../settings/table.js';
import { CliError, EXIT } from './errors.js';

/** The settings that concern callers. */
export type CallerSettings = Pick<Settings, 'access' | 'budget' | 'keyBudget' | 'budgetWindow' | 'clientRequests' | 'failedAttempts' | 'trustProxy' | 'proxyHeader'>;

/**
 * @param say told, in a sentence each, what of keys and log is not as it should be
 * @throws CliError (usage) for proxies that are none
 */
export function callersOf(dataDir: string, settings: CallerSettings, say: (sentence: string) => void): Omit<GateOptions, 'token' | 'onError'> {
  const { access, budget, keyBudget, budgetWindow, clientRequests, failedAttempts, trustProxy, proxyHeader } = settings;
  return {
    access,
    keys: new KeyRing(dataDir, { onFault: say }),
    trail: new AuditLog(dataDir, say),
    budgets: { points: budget, keyPoints: keyBudget, windowMs: budgetWindow, atOnce: clientRequests },
    proxies: proxiesOf(trustProxy, proxyHeader),
    failedAttempts,
  };
}

function proxiesOf(trusted: CallerSettings['trustProxy'], header: CallerSettings['proxyHeader']): Proxies {
  try {
    return new Proxies({ trusted, header });
  } catch (error) {
    if (error instanceof ProxyError) throw new CliError(`--trust-proxy (or $COTERIE_TRUST_PROXY, or "trust-proxy" in the settings file): ${error.message}`, EXIT.usage);
    throw error;
  }
}
