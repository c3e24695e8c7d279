/** Ways in which a metric can be asked for. */
import type { MetricDescriptor, Parameters } from '../../src/metrics/metric.js';

/** The defaults, then every other word or truth value that a parameter accepts, one at a time. AUTO is among the defaults. */
export function variationsOf({ parameters }: MetricDescriptor): Parameters[] {
  const others = parameters.flatMap(({ name, accepts, default: usual }) =>
    accepts.flatMap((value): Parameters[] => (typeof value === 'number' || value === String(usual) ? [] : [{ [name]: typeof usual === 'boolean' ? value === 'true' : value }])),
  );
  return [{}, ...others];
}

/** `BETWEENNESS distance=INVERSE_STRENGTH` */
export function titleOf({ id }: MetricDescriptor, parameters: Parameters): string {
  return [id, ...Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`)].join(' ');
}
