/** The load of the serving benchmark, in a process of its own: one request over and over on kept-alive connections (autocannon), told in one line of JSON. */
import autocannon from 'autocannon';

/** What is asked for. */
export interface LoadOrder {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

/** What was seen. */
export interface LoadSeen {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were no 200, and requests without an answer. */
  readonly failures: number;
}

process.on('message', (order: LoadOrder) => {
  const { url, body, connections, seconds } = order;
  void autocannon({ url, method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body, connections, duration: seconds }).then((result) => {
    const seen: LoadSeen = { requests: result['2xx'], requestsPerSecond: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99, failures: result.non2xx + result.errors + result.timeouts };
    process.send?.(seen);
  });
});
process.once('disconnect', () => process.exit(0));
