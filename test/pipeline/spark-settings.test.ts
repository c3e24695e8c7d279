/** What a session is set to by the size of the works. */
import { describe, expect, it } from 'vitest';
import { settingsFor } from '../../src/pipeline/spark-settings.js';

const UNSAID = 200;

describe('a session', () => {
  it('cuts its shuffles by the names on author lists, two pieces at least', () => {
    expect(settingsFor(0, UNSAID)['spark.sql.shuffle.partitions']).toBe('2');
    expect(settingsFor(3_000_001, UNSAID)['spark.sql.shuffle.partitions']).toBe('31');
    expect(settingsFor(1e12, UNSAID)['spark.sql.shuffle.partitions']).toBe('20000');
  });

  it('leaves what the cluster says of its own', () => {
    expect(settingsFor(3_000_000, 640)).toEqual({ 'spark.sql.adaptive.enabled': 'true' });
  });

  it('plans anew after each stage only where stages are long', () => {
    expect(settingsFor(10_000, UNSAID)['spark.sql.adaptive.enabled']).toBe('false');
    expect(settingsFor(500_000, UNSAID)['spark.sql.adaptive.enabled']).toBe('true');
  });
});
