import type { IIoK8sApiCoreV1Container as IContainer } from 'kubernetes-models/v1/Container';
import type { IPod } from 'kubernetes-models/v1/Pod';
import type { ExportFile } from '../contract.ts';
import { type Deployment, GRACE_SECONDS, imageFor, PORTS, serverArgs } from '../deployment.ts';
import { CLAIM, claim, SMALL_IMAGE } from './kubernetes.ts';
import { probes } from './probes.ts';
import { yamlText } from './yaml-text.ts';

const NAME = 'triton';
/** The pod that the models are copied in with. */
export const COPIER = 'model-copier';
/** KServe puts the models here before the server starts, and expects it on these ports. */
const MODELS = '/mnt/models';
const KSERVE_PORTS = { http: 8080, grpc: 9000 } as const;

/** Claim for the models, a runtime that knows this release of Triton, and a service that runs the repository on it. */
export function kserveFiles(deployment: Deployment): readonly ExportFile[] {
  const { release } = deployment.check;
  return [
    {
      path: 'models.yaml',
      text: yamlText([claim(), copier()], 'Room for the model repository, and a pod to copy it in with.'),
    },
    {
      path: 'serving-runtime.yaml',
      text: yamlText([servingRuntime(deployment)], `A KServe runtime with Triton ${release}.`),
    },
    {
      path: 'inference-service.yaml',
      text: yamlText([inferenceService(deployment)], 'The model repository, served by KServe.'),
    },
  ];
}

/** Waits for the models to be copied through it. */
function copier(): IPod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: COPIER },
    spec: {
      containers: [
        {
          name: COPIER,
          image: SMALL_IMAGE,
          command: ['sleep', 'infinity'],
          volumeMounts: [{ name: 'models', mountPath: '/models' }],
        },
      ],
      volumes: [{ name: 'models', persistentVolumeClaim: { claimName: CLAIM } }],
    },
  };
}

function runtimeName({ check }: Deployment): string {
  return `triton-${check.release.replace('.', '-')}`;
}

function servingRuntime(deployment: Deployment) {
  return {
    apiVersion: 'serving.kserve.io/v1alpha1',
    kind: 'ServingRuntime',
    metadata: { name: runtimeName(deployment) },
    spec: {
      annotations: {
        'prometheus.kserve.io/port': String(PORTS.metrics),
        'prometheus.kserve.io/path': '/metrics',
      },
      supportedModelFormats: [{ name: 'triton', version: '2' }],
      protocolVersions: ['v2', 'grpc-v2'],
      containers: [container(deployment)],
    },
  };
}

function container(deployment: Deployment): IContainer {
  const args = [
    ...serverArgs(deployment, MODELS),
    `--http-port=${KSERVE_PORTS.http}`,
    `--grpc-port=${KSERVE_PORTS.grpc}`,
  ];
  return {
    name: 'kserve-container',
    image: imageFor(deployment),
    args: ['tritonserver', ...args],
    ...probes(KSERVE_PORTS.http),
  };
}

function inferenceService(deployment: Deployment) {
  const gpu = { resources: { limits: { 'nvidia.com/gpu': '1' } } };
  return {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: { name: NAME },
    spec: {
      predictor: {
        terminationGracePeriodSeconds: GRACE_SECONDS,
        model: {
          modelFormat: { name: 'triton', version: '2' },
          protocolVersion: 'v2',
          runtime: runtimeName(deployment),
          storageUri: `pvc://${CLAIM}`,
          ...(deployment.check.needsGpu && gpu),
        },
      },
    },
  };
}
