import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { invalidArgument } from '../../errors.ts';
import type { ServedModel } from '../../lifecycle/served-model.ts';
import type { VersionRecord } from '../../lifecycle/version-record.ts';
import type { RequestStatistics } from '../../telemetry/request-statistics.ts';
import {
  type InferRequestStatsSchema,
  ModelReadyState,
  type ModelStatusSchema,
  type ModelVersionStatusSchema,
  ServerReadyState,
  type ServerStatus,
  ServerStatusSchema,
} from '../grpc-v1/generated/v1_server_status_pb.ts';
import type { Calls, CountedCall } from './calls.ts';
import { v1Config } from './model-config.ts';
import { checkOpen } from './request-status.ts';
import type { V1Services } from './services.ts';

/** The release whose protocol is spoken; clients look for it. */
const RELEASE = '1.7.0';
const NANOSECONDS = 1e6;

const READY_STATES: Readonly<Record<VersionRecord['state'], ModelReadyState>> = {
  READY: ModelReadyState.MODEL_READY,
  LOADING: ModelReadyState.MODEL_LOADING,
  UNLOADING: ModelReadyState.MODEL_UNLOADING,
  UNAVAILABLE: ModelReadyState.MODEL_UNAVAILABLE,
};

/** The server and all its models, with what was counted. @throws InferdeckError when it is exiting */
export function serverStatus(services: V1Services): ServerStatus {
  checkOpen(services);
  const { models, calls } = services;
  const known = models.allServed.filter(isInStatus);
  return create(ServerStatusSchema, {
    ...ownFacts(services),
    modelStatus: Object.fromEntries(known.map((model) => [model.name, modelStatus(model)])),
    statusStats: counted(calls, 'status'),
    healthStats: counted(calls, 'health'),
    modelControlStats: counted(calls, 'modelControl'),
    shmControlStats: counted(calls, 'sharedMemory'),
  });
}

/** One model, without what was counted of the server. @throws InferdeckError when there is none of that name */
export function statusOfModel(services: V1Services, name: string): ServerStatus {
  checkOpen(services);
  const model = services.models.served(name);
  if (model === undefined || !isInStatus(model)) {
    throw invalidArgument(`no status available for unknown model '${name}'`);
  }
  return create(ServerStatusSchema, {
    ...ownFacts(services),
    modelStatus: { [name]: modelStatus(model) },
  });
}

function ownFacts({ serverId, since, models }: V1Services) {
  return {
    id: serverId,
    version: RELEASE,
    uptimeNs: BigInt(Math.round((performance.now() - since) * NANOSECONDS)),
    readyState: models.started ? ServerReadyState.SERVER_READY : ServerReadyState.SERVER_INITIALIZING,
  };
}

/** Left out as long as there were no such calls. */
function counted(calls: Calls, kind: CountedCall) {
  const success = calls.of(kind);
  return success === undefined ? undefined : { success };
}

function isInStatus(model: ServedModel): boolean {
  return model.isKnown || model.prepared !== undefined;
}

function modelStatus(model: ServedModel): MessageInitShape<typeof ModelStatusSchema> {
  const config = model.newest?.config ?? model.prepared?.config;
  const versions = model.records.map((record) => [String(record.version), versionStatus(record)] as const);
  return {
    ...(config !== undefined && { config: v1Config(config) }),
    versionStatus: Object.fromEntries(versions),
  };
}

function versionStatus(record: VersionRecord): MessageInitShape<typeof ModelVersionStatusSchema> {
  const readyState = READY_STATES[record.state];
  if (!('loaded' in record)) return { readyState };
  const { requests, executionCount, inferenceCount } = record.loaded.statistics;
  const rows = [...requests.rows].map(([size, row]) => [size, inferStats(row)] as const);
  return {
    readyState,
    inferStats: Object.fromEntries(rows),
    modelExecutionCount: BigInt(executionCount),
    modelInferenceCount: BigInt(inferenceCount),
  };
}

function inferStats(row: RequestStatistics): MessageInitShape<typeof InferRequestStatsSchema> {
  const durations = Object.entries(row).filter(([, { count }]) => count > 0);
  return Object.fromEntries(
    durations.map(([name, { count, ns }]) => [
      name,
      { count: BigInt(count), totalTimeNs: BigInt(Math.round(ns)) },
    ]),
  );
}
