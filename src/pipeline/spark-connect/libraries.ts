/**
 * The packages that talk to Spark Connect. They are optional: who builds snapshots on one machine needs none of them,
 * and they are loaded when a session is opened, not before.
 */
import type * as Arrow from 'apache-arrow';
import type * as Grpc from '@grpc/grpc-js';
import type * as Protobuf from 'protobufjs';
import { EngineError } from '../engine.js';

export interface SparkLibraries {
  readonly grpc: typeof Grpc;
  readonly protobuf: typeof Protobuf;
  readonly arrow: typeof Arrow;
}

/** Loads all three. @throws EngineError naming the package that is missing and how to get it */
export async function loadSparkLibraries(): Promise<SparkLibraries> {
  const [grpc, protobuf, arrow] = await Promise.all([
    needed('@grpc/grpc-js', import('@grpc/grpc-js')),
    needed('protobufjs', import('protobufjs')),
    needed('apache-arrow', import('apache-arrow')),
  ]);
  // What an ES module sees of a CommonJS package is whole only in its default export.
  return { grpc: whole(grpc), protobuf: whole(protobuf), arrow: whole(arrow) };
}

function whole<T extends object>(module: T): T {
  return 'default' in module ? (module.default as T) : module;
}

async function needed<T>(name: string, loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    throw missingPackage(name, error);
  }
}

/** @internal for tests */
export function missingPackage(name: string, cause: unknown): EngineError {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return new EngineError(`Spark is spoken to by the optional package ${name}, which can't be loaded (${reason}): install it by \`npm ci --include=optional\``, { cause });
}
