import type { ModelDetail, ModelSummary, ServerFacts } from '../../server/protocols/desk/contract.ts';

/** A loaded model as the window hears of it. */
export function summary(name: string, more: Partial<ModelSummary> = {}): ModelSummary {
  return {
    name,
    repository: '/models',
    state: 'ready',
    versions: [{ version: 1, state: 'READY', sizeBytes: 1000 }],
    defaultVersion: 1,
    backend: 'onnxruntime',
    platform: 'onnxruntime_onnx',
    device: 'CPU',
    instances: 2,
    maxBatchSize: 8,
    sizeBytes: 1000,
    hasConfigFile: true,
    changedOnDisk: false,
    warnings: [],
    ...more,
  };
}

/** A model's detail with nothing in it but its summary. */
export function detailOf(model: ModelSummary): ModelDetail {
  return {
    summary: model,
    settings: { pinned: false, onRequest: false, idleMinutes: null, aliases: {} },
    memory: { budgetBytes: null, usedBytes: 0, freeBytes: 8e9 },
    runsOn: [],
    inputs: [],
    outputs: [],
    files: [],
    configText: null,
    config: null,
    completed: [],
  };
}

/** A server in explicit mode with one repository. */
export function serverFacts(more: Partial<ServerFacts> = {}): ServerFacts {
  return {
    name: 'Inferdeck',
    version: '0.0.0',
    startId: 'a',
    startedAt: '2026-01-01T00:00:00.000Z',
    controlMode: 'explicit',
    repositories: [{ path: '/models' }],
    http: { address: '127.0.0.1', port: 8000 },
    ...more,
  };
}
