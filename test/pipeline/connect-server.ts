/** A stand-in for a Spark Connect server that answers as a script says: what breaks off, when, and what is asked then. */
import * as grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { protocolTypes } from '../../src/pipeline/spark-connect/messages.js';

type Message = Record<string, unknown>;

/** One stream: the responses it sends, then how it ends: well, with a code of gRPC, or not at all. */
export interface ScriptedStream {
  readonly responses: readonly Message[];
  readonly end: 'well' | 'never' | { readonly code: number; readonly details: string };
}

export interface ConnectStandIn {
  readonly address: string;
  /** Every call: the method, what it asked. */
  readonly calls: ReadonlyArray<readonly [method: string, request: Message]>;
  /** What each call had as `authorization`; null for nothing. */
  readonly authorizations: ReadonlyArray<string | null>;
  close(): void;
}

const types = protocolTypes(protobuf);

function decoder(name: string) {
  return (bytes: Buffer): Message => types.lookupType(name).toObject(types.lookupType(name).decode(bytes), { longs: Number });
}
function encoder(name: string) {
  return (message: Message): Buffer => Buffer.from(types.lookupType(name).encode(types.lookupType(name).fromObject(message)).finish());
}

function method(name: string, request: string, response: string, isStream: boolean): grpc.MethodDefinition<Message, Message> {
  return {
    path: `/spark.connect.SparkConnectService/${name}`,
    requestStream: false,
    responseStream: isStream,
    requestSerialize: encoder(request),
    requestDeserialize: decoder(request),
    responseSerialize: encoder(response),
    responseDeserialize: decoder(response),
  };
}

const UNARY: Readonly<Record<string, Message>> = {
  AnalyzePlan: { serverSideSessionId: 'server-1', sparkVersion: { version: '4.1.1' } },
  Interrupt: {},
  ReleaseExecute: {},
  ReleaseSession: {},
};

/** How one is guarded: by a certificate, and a token that calls have to bear. */
export interface Door {
  readonly key: Buffer;
  readonly certificate: Buffer;
  readonly token: string;
}

/** Starts one on a free port of loopback. Each stream that is asked for is the script's next. */
export async function startConnectStandIn(script: readonly ScriptedStream[], door: Door | null = null): Promise<ConnectStandIn> {
  const server = new grpc.Server();
  const calls: Array<readonly [string, Message]> = [];
  const authorizations: Array<string | null> = [];
  const streams = [...script];
  const isAdmitted = ({ metadata }: { readonly metadata: grpc.Metadata }): boolean => {
    const said = metadata.get('authorization').at(0);
    authorizations.push(said === undefined ? null : String(said));
    return door === null || said === `Bearer ${door.token}`;
  };
  const refusal = { code: grpc.status.UNAUTHENTICATED, details: 'Invalid authentication token' };
  const answerStream = (name: string) => (call: grpc.ServerWritableStream<Message, Message>) => {
    calls.push([name, call.request]);
    if (!isAdmitted(call)) {
      call.emit('error', refusal);
      return;
    }
    const next = streams.shift();
    for (const response of next?.responses ?? []) call.write(response);
    const end = next?.end ?? { code: grpc.status.INTERNAL, details: 'the script is at its end' };
    if (end === 'well') call.end();
    else if (end !== 'never') call.emit('error', end);
  };
  server.addService(
    {
      ...Object.fromEntries(Object.keys(UNARY).map((name) => [name, method(name, `${name}Request`, `${name}Response`, false)])),
      ExecutePlan: method('ExecutePlan', 'ExecutePlanRequest', 'ExecutePlanResponse', true),
      ReattachExecute: method('ReattachExecute', 'ReattachExecuteRequest', 'ExecutePlanResponse', true),
    },
    {
      ...Object.fromEntries(
        Object.entries(UNARY).map(([name, answer]) => [
          name,
          (call: grpc.ServerUnaryCall<Message, Message>, respond: grpc.sendUnaryData<Message>) => {
            calls.push([name, call.request]);
            if (isAdmitted(call)) respond(null, answer);
            else respond(refusal);
          },
        ]),
      ),
      ExecutePlan: answerStream('ExecutePlan'),
      ReattachExecute: answerStream('ReattachExecute'),
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = door === null ? grpc.ServerCredentials.createInsecure() : grpc.ServerCredentials.createSsl(null, [{ private_key: door.key, cert_chain: door.certificate }]);
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return { address: `sc://127.0.0.1:${port}`, calls, authorizations, close: () => server.forceShutdown() };
}
