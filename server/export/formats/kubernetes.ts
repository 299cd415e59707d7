import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IIoK8sApiCoreV1Container as IContainer } from 'kubernetes-models/v1/Container';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IIoK8sApiCoreV1PodSpec as IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IService } from 'kubernetes-models/v1/Service';
import type { ExportFile } from '../contract.ts';
import { type Deployment, GRACE_SECONDS, imageFor, PORTS, serverArgs } from '../deployment.ts';
import { probes } from './probes.ts';
import { yamlText } from './yaml-text.ts';

const NAME = 'triton';
const LABELS = { 'app.kubernetes.io/name': NAME };
/** A shell, sleep and tar. */
export const SMALL_IMAGE = 'busybox:1.36';
/** The claim that keeps the repository in the cluster. */
export const CLAIM = 'model-repository';

/** A claim for the models, a Deployment with the three probes, and a Service in front of it. */
export function kubernetesFiles(deployment: Deployment): readonly ExportFile[] {
  const documents = [claim(), workload(deployment), service()];
  return [
    { path: 'triton.yaml', text: yamlText(documents, `Triton ${deployment.check.release} on Kubernetes.`) },
  ];
}

/** Room for a model repository that many pods may read. */
export function claim(): IPersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: CLAIM, labels: LABELS },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  };
}

function workload(deployment: Deployment): IDeployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME, labels: LABELS },
    spec: {
      replicas: 1,
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: LABELS, annotations: scraped() }, spec: pod(deployment) },
    },
  };
}

function scraped() {
  return {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(PORTS.metrics),
    'prometheus.io/path': '/metrics',
  };
}

function pod(deployment: Deployment): IPodSpec {
  return {
    terminationGracePeriodSeconds: GRACE_SECONDS,
    initContainers: [waitForModels()],
    containers: [server(deployment)],
    volumes: [
      { name: 'models', persistentVolumeClaim: { claimName: CLAIM } },
      { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
    ],
  };
}

/** An empty repository would end Triton at once; the models are copied in while this waits. */
function waitForModels(): IContainer {
  return {
    name: 'wait-for-models',
    image: SMALL_IMAGE,
    command: ['sh', '-c', 'until [ -e /models/.complete ]; do sleep 2; done'],
    volumeMounts: [{ name: 'models', mountPath: '/models' }],
  };
}

function server(deployment: Deployment): IContainer {
  return {
    name: NAME,
    image: imageFor(deployment),
    args: ['tritonserver', ...serverArgs(deployment, '/models')],
    ports: Object.entries(PORTS).map(([name, containerPort]) => ({ name, containerPort })),
    ...probes('http'),
    ...(deployment.check.needsGpu && { resources: { limits: { 'nvidia.com/gpu': 1 } } }),
    volumeMounts: [
      { name: 'models', mountPath: '/models', readOnly: true },
      { name: 'shared-memory', mountPath: '/dev/shm' },
    ],
  };
}

function service(): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: NAME, labels: LABELS },
    spec: {
      selector: LABELS,
      ports: Object.entries(PORTS).map(([name, port]) => ({ name, port, targetPort: name })),
    },
  };
}
