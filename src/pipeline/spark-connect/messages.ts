/**
 * The messages of Spark Connect that are spoken here: a subset of the protocol of Spark 4.1, after its documentation
 * (https://github.com/apache/spark/tree/v4.1.1/sql/connect). Fields that are not named are skipped by both sides. What a
 * statement needs is few: SQL as a relation or a command, Arrow batches back, taking up an answer that broke off.
 */
import type * as Protobuf from 'protobufjs';

const PROTOCOL = `
syntax = "proto3";
package spark.connect;

message UserContext { string user_id = 1; }
message Sql { string query = 1; }
message Relation { Sql sql = 10; }
message SqlCommand { Relation input = 6; }
message Command { SqlCommand sql_command = 5; }
message Plan { oneof op_type { Relation root = 1; Command command = 2; } }

message AnalyzePlanRequest {
  message Explain { Plan plan = 1; int32 explain_mode = 2; }
  message SparkVersion { }
  string session_id = 1;
  UserContext user_context = 2;
  string client_type = 3;
  oneof analyze { Explain explain = 5; SparkVersion spark_version = 10; }
}
message AnalyzePlanResponse {
  message Explain { string explain_string = 1; }
  message SparkVersion { string version = 1; }
  string server_side_session_id = 15;
  Explain explain = 3;
  SparkVersion spark_version = 8;
}

message ReattachOptions { bool reattachable = 1; }
message ExecutePlanRequest {
  message RequestOption { ReattachOptions reattach_options = 1; }
  string session_id = 1;
  optional string client_observed_server_side_session_id = 8;
  UserContext user_context = 2;
  string operation_id = 6;
  Plan plan = 3;
  string client_type = 4;
  repeated RequestOption request_options = 5;
}
message ExecutePlanResponse {
  message ArrowBatch { int64 row_count = 1; bytes data = 2; }
  message ResultComplete { }
  message ExecutionProgress {
    message StageInfo { int64 stage_id = 1; int64 num_tasks = 2; int64 num_completed_tasks = 3; int64 input_bytes_read = 4; bool done = 5; }
    repeated StageInfo stages = 1;
    int64 num_inflight_tasks = 2;
  }
  string server_side_session_id = 15;
  string response_id = 13;
  ArrowBatch arrow_batch = 2;
  ResultComplete result_complete = 14;
  ExecutionProgress execution_progress = 18;
}
message ReattachExecuteRequest {
  string session_id = 1;
  optional string client_observed_server_side_session_id = 6;
  UserContext user_context = 2;
  string operation_id = 3;
  string client_type = 4;
  optional string last_response_id = 5;
}
message ReleaseExecuteRequest {
  message ReleaseAll { }
  string session_id = 1;
  UserContext user_context = 2;
  string operation_id = 3;
  string client_type = 4;
  ReleaseAll release_all = 5;
}
message ReleaseExecuteResponse { }
message InterruptRequest {
  string session_id = 1;
  UserContext user_context = 2;
  string client_type = 3;
  int32 interrupt_type = 4;
  string operation_id = 6;
}
message InterruptResponse { repeated string interrupted_ids = 2; }
message ReleaseSessionRequest {
  string session_id = 1;
  UserContext user_context = 2;
  string client_type = 3;
}
message ReleaseSessionResponse { }

message FetchErrorDetailsRequest {
  string session_id = 1;
  UserContext user_context = 2;
  string error_id = 3;
  string client_type = 4;
}
message FetchErrorDetailsResponse {
  message Error { string message = 2; optional int32 cause_idx = 4; }
  optional int32 root_error_idx = 1;
  repeated Error errors = 2;
}

// What stands beside a failed call (google.rpc.Status): the id under which the server tells more.
message Status { repeated Detail details = 3; }
message Detail { string type_url = 1; ErrorInfo value = 2; }
message ErrorInfo { string reason = 1; map<string, string> metadata = 3; }
`;

/** Of InterruptRequest.interrupt_type: the one operation that is named. */
export const INTERRUPT_OPERATION = 3;
/** Of Explain.explain_mode: the physical plan, each step with its details below. */
export const EXPLAIN_FORMATTED = 5;

/** What every request begins with. */
export interface Caller {
  readonly sessionId: string;
  readonly userContext: { readonly userId: string };
  readonly clientType: string;
}
interface SqlRelation {
  readonly sql: { readonly query: string };
}
/** A query, whose rows come back, or a statement that is carried out. */
export type Plan = { readonly root: SqlRelation } | { readonly command: { readonly sqlCommand: { readonly input: SqlRelation } } };

/** How far one stage is, in tasks. */
export interface StageProgress {
  readonly stageId?: number;
  readonly numTasks?: number;
  readonly numCompletedTasks?: number;
}

export interface Requests {
  AnalyzePlanRequest: Caller & { readonly sparkVersion?: object; readonly explain?: { readonly plan: Plan; readonly explainMode: number } };
  ExecutePlanRequest: Caller & {
    readonly operationId: string;
    readonly clientObservedServerSideSessionId?: string;
    readonly plan: Plan;
    readonly requestOptions: readonly { readonly reattachOptions: { readonly reattachable: true } }[];
  };
  ReattachExecuteRequest: Caller & { readonly operationId: string; readonly clientObservedServerSideSessionId?: string; readonly lastResponseId?: string };
  ReleaseExecuteRequest: Caller & { readonly operationId: string; readonly releaseAll: object };
  InterruptRequest: Caller & { readonly interruptType: number; readonly operationId: string };
  ReleaseSessionRequest: Caller;
  FetchErrorDetailsRequest: Caller & { readonly errorId: string };
}
export interface Responses {
  AnalyzePlanResponse: { readonly serverSideSessionId?: string; readonly explain?: { readonly explainString: string }; readonly sparkVersion?: { readonly version: string } };
  ExecutePlanResponse: {
    readonly serverSideSessionId?: string;
    readonly responseId?: string;
    readonly arrowBatch?: { readonly rowCount?: number; readonly data: Uint8Array };
    readonly resultComplete?: object;
    readonly executionProgress?: { readonly stages?: readonly StageProgress[]; readonly numInflightTasks?: number };
  };
  ReleaseExecuteResponse: object;
  InterruptResponse: { readonly interruptedIds?: readonly string[] };
  ReleaseSessionResponse: object;
  FetchErrorDetailsResponse: { readonly rootErrorIdx?: number; readonly errors?: ReadonlyArray<{ readonly message?: string; readonly causeIdx?: number }> };
  Status: { readonly details?: ReadonlyArray<{ readonly value?: { readonly metadata?: Readonly<Record<string, string>> } }> };
}

export interface Codec {
  encode<Name extends keyof Requests>(name: Name, message: Requests[Name]): Buffer;
  decode<Name extends keyof Responses>(name: Name, bytes: Uint8Array): Responses[Name];
}

/** The types of all messages. */
export function protocolTypes(protobuf: Pick<typeof Protobuf, 'parse'>): Protobuf.Root {
  return protobuf.parse(PROTOCOL).root;
}

/** Reads and writes the messages; fields of what is read are absent where they have their default. */
export function messageCodec(protobuf: Pick<typeof Protobuf, 'parse'>): Codec {
  const root = protocolTypes(protobuf);
  return {
    encode(name, message) {
      const type = root.lookupType(name);
      const problem = type.verify(message);
      if (problem !== null) throw new TypeError(`${name}: ${problem}`);
      return Buffer.from(type.encode(type.fromObject(message)).finish());
    },
    decode<Name extends keyof Responses>(name: Name, bytes: Uint8Array) {
      const type = root.lookupType(name);
      const message: unknown = type.toObject(type.decode(bytes), { longs: Number });
      return message as Responses[Name];
    },
  };
}
