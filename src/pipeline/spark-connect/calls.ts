/** Calls of one Spark Connect server over gRPC. Every call is bounded: by a deadline, or by how long a stream may be silent. */
import type * as Grpc from '@grpc/grpc-js';
import type { SparkAddress } from './address.js';
import type { SparkLibraries } from './libraries.js';
import { messageCodec, type Caller, type Codec, type Requests, type Responses } from './messages.js';

/** The methods spoken here, with what they take and answer. */
const METHODS = {
  AnalyzePlan: ['AnalyzePlanRequest', 'AnalyzePlanResponse'],
  FetchErrorDetails: ['FetchErrorDetailsRequest', 'FetchErrorDetailsResponse'],
  Interrupt: ['InterruptRequest', 'InterruptResponse'],
  ReleaseExecute: ['ReleaseExecuteRequest', 'ReleaseExecuteResponse'],
  ReleaseSession: ['ReleaseSessionRequest', 'ReleaseSessionResponse'],
} as const;
/** Those that answer with a stream. */
const STREAMS = { ExecutePlan: 'ExecutePlanRequest', ReattachExecute: 'ReattachExecuteRequest' } as const;

type Method = keyof typeof METHODS;
type Stream = keyof typeof STREAMS;

const DETAIL_SECONDS = 10;
const SERVICE = '/spark.connect.SparkConnectService';

export class SparkCalls {
  readonly #client: Grpc.Client;
  readonly #metadata: Grpc.Metadata;
  readonly #codec: Codec;
  readonly #grpc: SparkLibraries['grpc'];

  constructor({ grpc, protobuf }: SparkLibraries, readonly address: SparkAddress, readonly caller: Caller) {
    this.#grpc = grpc;
    this.#codec = messageCodec(protobuf);
    this.#metadata = new grpc.Metadata();
    if (address.token !== null) this.#metadata.set('authorization', `Bearer ${address.token}`);
    const credentials = address.isEncrypted ? grpc.credentials.createSsl() : grpc.credentials.createInsecure();
    this.#client = new grpc.Client(address.target, credentials, {
      // A batch of Arrow is some megabytes, gRPC's own limit four.
      'grpc.max_receive_message_length': -1,
      // After a failure the next attempt is near: who waits decides for how long.
      'grpc.initial_reconnect_backoff_ms': 250,
      'grpc.max_reconnect_backoff_ms': 2000,
    });
  }

  /**
   * Waits until a connection stands, or has failed, which the first call tells of.
   * @throws Error with gRPC's code DEADLINE_EXCEEDED where somebody takes the connection, and does not speak for `seconds`
   */
  async connect(seconds: number): Promise<void> {
    const { connectivityState: state, status } = this.#grpc;
    const channel = this.#client.getChannel();
    const deadline = Date.now() + seconds * 1000;
    for (let now = channel.getConnectivityState(true); now === state.IDLE || now === state.CONNECTING; now = channel.getConnectivityState(false)) {
      await new Promise<void>((resolve, reject) => {
        const details = `whoever listens there has said nothing that a Spark Connect server says within ${seconds} s`;
        channel.watchConnectivityState(now, deadline, (error) => (error instanceof Error ? reject(Object.assign(new Error(details), { code: status.DEADLINE_EXCEEDED, details })) : resolve()));
      });
    }
  }

  /** @throws Grpc.ServiceError also where the answer takes longer than `seconds` */
  call<M extends Method>(method: M, message: Omit<Requests[(typeof METHODS)[M][0]], keyof Caller>, seconds: number): Promise<Responses[(typeof METHODS)[M][1]]> {
    const [request, response] = METHODS[method];
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest<object, Responses[(typeof METHODS)[M][1]]>(
        `${SERVICE}/${method}`,
        (value) => this.#codec.encode(request, value as never),
        (bytes) => this.#codec.decode(response, bytes),
        { ...this.caller, ...message },
        this.#metadata,
        { deadline: Date.now() + seconds * 1000 },
        (error, value) => {
          if (error !== null) reject(error);
          else if (value === undefined) reject(new Error(`${method} was answered by nothing`));
          else resolve(value);
        },
      );
    });
  }

  /**
   * The responses as they come. A stream that is silent for `silenceSeconds` is given up, with gRPC's code CANCELLED, as
   * is one whose reader stops.
   */
  async *stream<M extends Stream>(method: M, message: Omit<Requests[(typeof STREAMS)[M]], keyof Caller>, silenceSeconds: number): AsyncGenerator<Responses['ExecutePlanResponse']> {
    const call = this.#client.makeServerStreamRequest<object, Responses['ExecutePlanResponse']>(
      `${SERVICE}/${method}`,
      (value) => this.#codec.encode(STREAMS[method], value as never),
      (bytes) => this.#codec.decode('ExecutePlanResponse', bytes),
      { ...this.caller, ...message },
      this.#metadata,
    );
    const silence = setTimeout(() => call.cancel(), silenceSeconds * 1000);
    try {
      for await (const response of call as AsyncIterable<Responses['ExecutePlanResponse']>) {
        silence.refresh();
        yield response;
      }
    } finally {
      clearTimeout(silence);
      call.cancel();
    }
  }

  /**
   * What the server tells of a failed call beyond its first words: the messages of the error and of its causes, the
   * outermost first. Empty where it tells nothing.
   */
  async causesOf(error: unknown): Promise<string[]> {
    const [bytes] = error instanceof Error && 'metadata' in error ? (error.metadata as Grpc.Metadata).get('grpc-status-details-bin') : [];
    if (!(bytes instanceof Uint8Array)) return [];
    try {
      const errorId = this.#codec.decode('Status', bytes).details?.map(({ value }) => value?.metadata?.['errorId']).find((id) => id !== undefined);
      if (errorId === undefined) return [];
      const { rootErrorIdx, errors = [] } = await this.call('FetchErrorDetails', { errorId }, DETAIL_SECONDS);
      const messages: string[] = [];
      for (let index = rootErrorIdx; index !== undefined && messages.length < errors.length; index = errors[index].causeIdx) messages.push(errors[index].message ?? '');
      return messages;
    } catch {
      return []; // the first words have to do
    }
  }

  close(): void {
    this.#client.close();
  }
}
