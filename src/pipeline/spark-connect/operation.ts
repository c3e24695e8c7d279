/**
 * One operation from its start to its end, whatever becomes of the connection. Spark keeps an operation and the answers
 * that were not yet taken when a stream breaks off, and ends each stream after some minutes by itself; the operation is
 * then taken up again after the last answer that came. Spark counts what was asked twice under one id once.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { SparkCalls } from './calls.js';
import { isConnectionFailure, isUnknownOperation, lostServer, outOfTime, statementFailure } from './failures.js';
import { INTERRUPT_OPERATION, type Plan, type Responses } from './messages.js';

export type OperationResponse = Responses['ExecutePlanResponse'];

export interface OperationLimits {
  /** A stream that says nothing for so long is taken for broken; Spark tells its progress every few seconds. */
  readonly silenceSeconds: number;
  /** For how long the server may be out of reach. */
  readonly patienceSeconds: number;
  /** For how long a statement may run; null: as long as it takes. */
  readonly limitMinutes: number | null;
}

const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 5000;
/** Within which small calls have to be answered. */
const SMALL_CALL_SECONDS = 30;

/** What is run, as SQL for messages. */
export interface Operation {
  readonly plan: Plan;
  readonly statement: string;
  /** The server's own id of this session: a server that was started anew is not to take the statement up. */
  readonly serverSessionId: string;
}

/** @throws EngineError when Spark fails the statement, is out of reach for too long, or takes longer than it may */
export async function* responsesOf(calls: SparkCalls, operation: Operation, limits: OperationLimits): AsyncGenerator<OperationResponse> {
  const operationId = crypto.randomUUID();
  const common = { operationId, clientObservedServerSideSessionId: operation.serverSessionId };
  const begin = () => calls.stream('ExecutePlan', { ...common, plan: operation.plan, requestOptions: [{ reattachOptions: { reattachable: true } }] }, limits.silenceSeconds);
  const resume = (lastResponseId: string | undefined) => calls.stream('ReattachExecute', { ...common, lastResponseId }, limits.silenceSeconds);
  const deadline = limits.limitMinutes === null ? Infinity : Date.now() + limits.limitMinutes * 60_000;
  let stream = begin();
  let lastResponseId: string | undefined;
  let lastHeard = Date.now();
  let wait = FIRST_PAUSE_MILLISECONDS;
  let isComplete = false;
  try {
    while (!isComplete) {
      try {
        for await (const response of stream) {
          lastHeard = Date.now();
          wait = FIRST_PAUSE_MILLISECONDS;
          lastResponseId = response.responseId ?? lastResponseId;
          isComplete ||= response.resultComplete !== undefined;
          yield response;
          if (Date.now() > deadline && !isComplete) break;
        }
        if (!isComplete) stream = resume(lastResponseId);
      } catch (error) {
        if (isUnknownOperation(error) && lastResponseId === undefined) {
          stream = begin();
        } else if (isConnectionFailure(error)) {
          if (Date.now() - lastHeard > limits.patienceSeconds * 1000) throw lostServer(calls.address.target, operation.statement, limits.patienceSeconds, error);
          stream = resume(lastResponseId);
        } else {
          throw statementFailure(operation.statement, error, await calls.causesOf(error));
        }
      }
      if (isComplete) break;
      if (Date.now() > deadline) throw await interrupted(calls, operationId, limits, operation.statement);
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MILLISECONDS);
    }
  } finally {
    // Spark may forget the answers. If it does not hear this, it forgets them by itself some minutes later.
    await calls.call('ReleaseExecute', { operationId, releaseAll: {} }, SMALL_CALL_SECONDS).catch(() => undefined);
  }
}

async function interrupted(calls: SparkCalls, operationId: string, limits: OperationLimits, statement: string): Promise<Error> {
  await calls.call('Interrupt', { interruptType: INTERRUPT_OPERATION, operationId }, SMALL_CALL_SECONDS).catch(() => undefined);
  return outOfTime(limits.limitMinutes ?? 0, statement);
}
