/** What is plugged into Apollo's pipeline: nothing is added or lost unseen, by us or by a newer version. */
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createEngine, enginePlugins } from '../../src/graphql/apollo.js';
import { DocumentStore } from '../../src/graphql/document-store.js';
import { KnownOperations } from '../../src/graphql/execution/known-operations.js';

const logger = pino({ level: 'silent' });
const DISABLED = ['cacheControlDisabled', 'inlineTraceDisabled', 'landingPageDisabled', 'schemaReportingDisabled', 'usageReportingDisabled'];
const OURS = ['remembersRefusals', 'rolesOfChanges', 'queryLimits', 'statusOfDocumentErrors', 'statusOfBusyAnswers', 'takesNotes'];

const APOLLOS_NAME = '__internal_plugin_id__';

/** Those that Apollo knows by a name of its own by that, others as null. */
async function pluggedIn(compiles: boolean): Promise<readonly (string | null)[]> {
  const engine = await createEngine({ introspection: true, logger, compiles });
  const { internals } = engine as unknown as { readonly internals: { readonly plugins: readonly object[] } };
  const names = internals.plugins.map((plugin) => (Reflect.get(plugin, APOLLOS_NAME) as string | undefined) ?? null);
  await engine.stop();
  return names;
}

describe('plugins', () => {
  it('are these, in this order', () => {
    expect(Object.keys(enginePlugins(new KnownOperations(1), new DocumentStore(), logger))).toEqual([...DISABLED, ...OURS, 'compiledExecution']);
    expect(Object.keys(enginePlugins(null, new DocumentStore(), logger))).toEqual([...DISABLED, ...OURS]);
  });

  it.each([true, false])('are all that a started engine has; compiling: %s', async (compiles) => {
    expect(await pluggedIn(compiles)).toEqual(['CacheControl', 'InlineTrace', 'LandingPageDisabled', 'SchemaReporting', 'UsageReporting', ...OURS.map(() => null), ...(compiles ? [null] : [])]);
  });
});
