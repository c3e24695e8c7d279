/** Spans as OpenTelemetry has them: identifiers after W3C's Trace Context, and the JSON that OTLP takes over HTTP. */
import { randomBytes } from 'node:crypto';

export type AttributeValue = string | number | boolean;

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Null for the first of a trace. */
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: 'INTERNAL' | 'SERVER';
  /** Milliseconds by performance.now(). */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly isError: boolean;
}

/** Where a trace was begun before it came here. */
export interface Parent {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What a `traceparent` header says; null where there is none or it is not of version 00. */
export function parentOf(header: string | readonly string[] | undefined): Parent | null {
  const [, traceId, spanId, flags] = (typeof header === 'string' ? TRACEPARENT.exec(header.trim()) : null) ?? [];
  if (traceId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

export function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

const KINDS = { INTERNAL: 1, SERVER: 2 } as const;

/** One request of OTLP/HTTP in JSON. */
export function exportRequest(spans: readonly Span[], resource: Readonly<Record<string, AttributeValue>>): object {
  return {
    resourceSpans: [{
      resource: { attributes: attributesOf(resource) },
      scopeSpans: [{
        scope: { name: 'coterie' },
        spans: spans.map(({ traceId, spanId, parentId, name, kind, startedAt, endedAt, attributes, isError }) => ({
          traceId, spanId, name, kind: KINDS[kind],
          ...(parentId === null ? {} : { parentSpanId: parentId }),
          startTimeUnixNano: nanosecondsOf(startedAt),
          endTimeUnixNano: nanosecondsOf(endedAt),
          attributes: attributesOf(attributes),
          status: isError ? { code: 2 } : {},
        })),
      }],
    }],
  };
}

function attributesOf(attributes: Readonly<Record<string, AttributeValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: typeof value === 'string' ? { stringValue: value } : typeof value === 'boolean' ? { boolValue: value } : Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } }));
}

/** 64 bits, which OTLP's JSON writes as text. */
function nanosecondsOf(milliseconds: number): string {
  return String(BigInt(Math.round((performance.timeOrigin + milliseconds) * 1_000)) * 1_000n);
}
