/** What the descriptors of whole-network metrics have in common. */
import { scalarKernel } from '../kernel.js';
import type { Kernel, KernelInput, MetricDescriptor } from '../metric.js';

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'reference'> &
  Partial<Pick<MetricDescriptor, 'nullMeaning' | 'needs' | 'onPapers' | 'complexity' | 'cost' | 'memory' | 'parameters' | 'bundle'>>;

/**
 * A NETWORK metric computed in one go by `value` (NaN where undefined), or by a kernel. Unless said otherwise it needs the projection,
 * is always defined, has no parameters and costs O(n + m).
 */
export function networkMetric(described: Described, value: ((input: KernelInput) => number) | Kernel): MetricDescriptor {
  return {
    scope: 'NETWORK',
    family: 'NETWORK',
    normalization: null,
    nullMeaning: null,
    needs: 'PROJECTION',
    parameters: [],
    complexity: 'O(n + m)',
    cost: (nodeCount, edgeCount) => nodeCount + 2 * edgeCount,
    ...described,
    kernel: typeof value === 'function' ? scalarKernel(value) : value,
  };
}
