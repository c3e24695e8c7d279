/** Metrics that the server is still computing: what, how far, and about how long. */
import type { ApiError } from '../api/ask.js';

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `BETWEENNESS` becomes `betweenness`. */
function nameOf(error: ApiError): string {
  const metric = error.extensions?.['metric'];
  return typeof metric === 'string' ? metric.toLowerCase().replaceAll('_', ' ') : 'figures';
}

/** `about 40 seconds`, `about 3 minutes`. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `about ${seconds < 10 ? seconds : Math.ceil(seconds / 10) * 10} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `about ${Math.ceil(seconds / 60)} minutes`;
}

/** Whether it has not begun, since the server has enough to do. */
function isWaiting(extensions: ApiError['extensions']): boolean {
  return extensions?.['state'] === 'QUEUED' || extensions?.code === 'TOO_MANY_COMPUTATIONS';
}

/**
 * @param errors the `computing` of useAnswer: errors of code METRIC_COMPUTING or TOO_MANY_COMPUTATIONS. Nothing is shown where there is none
 */
export function Computing({ errors }: { readonly errors: readonly ApiError[] }) {
  if (errors.length === 0) return null;
  const distinct = [...new Map(errors.map((error) => [nameOf(error), error])).entries()];
  return (
    <div class="computing" role="status">
      {distinct.map(([name, { extensions }]) => {
        const progress = numberOf(extensions?.['progress']);
        const remaining = numberOf(extensions?.['remainingMs']);
        return (
          <p key={name}>
            <progress max={1} aria-label={`Computing ${name}`} {...(progress === null ? {} : { value: progress })} />{' '}
            {isWaiting(extensions) ? `Waiting for the server to have time for ${name}` : `Computing ${name}${progress === null ? '' : `, ${Math.floor(progress * 100)} %`}${remaining === null ? '' : `, ${inWords(remaining)} left`}`} … The rest of the page can be used meanwhile.
          </p>
        );
      })}
    </div>
  );
}
