import type { IIoK8sApiCoreV1Container as IContainer } from 'kubernetes-models/v1/Container';

/**
 * Triton opens its ports only when every model is loaded, so the start gets ten minutes before anything else counts;
 * from then on a server that is busy loading is not ready, and one that does not answer is not alive.
 */
export function probes(
  port: string | number,
): Pick<IContainer, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const asks = (path: string) => ({ httpGet: { path, port } });
  return {
    startupProbe: { ...asks('/v2/health/ready'), periodSeconds: 5, failureThreshold: 120 },
    readinessProbe: { ...asks('/v2/health/ready'), periodSeconds: 5 },
    livenessProbe: { ...asks('/v2/health/live'), periodSeconds: 10 },
  };
}
