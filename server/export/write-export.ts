import type { ExportFile, ExportFormat, ExportPreview, RepositoryExport } from './contract.ts';
import type { Deployment } from './deployment.ts';
import { composeFiles } from './formats/compose.ts';
import { dockerFiles } from './formats/docker.ts';
import { COPIER, kserveFiles } from './formats/kserve.ts';
import { kubernetesFiles } from './formats/kubernetes.ts';
import { shellWord } from './formats/shell-word.ts';

interface Format {
  readonly files: (deployment: Deployment) => readonly ExportFile[];
  /** What to do with the files, in order; each a command or a sentence. */
  readonly steps: (deployment: Deployment) => readonly string[];
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  docker: { files: dockerFiles, steps: () => ['sh run-triton.sh'] },
  compose: { files: composeFiles, steps: () => ['docker compose up --detach'] },
  kubernetes: {
    files: kubernetesFiles,
    steps: ({ repository }) => [
      'kubectl apply -f triton.yaml',
      "POD=$(kubectl get pod -l app.kubernetes.io/name=triton -o jsonpath='{.items[0].metadata.name}')",
      `kubectl cp ${shellWord(`${repository}/.`)} "$POD":/models -c wait-for-models`,
      'kubectl exec "$POD" -c wait-for-models -- touch /models/.complete',
    ],
  },
  kserve: {
    files: kserveFiles,
    steps: ({ repository }) => [
      'kubectl apply -f models.yaml -f serving-runtime.yaml',
      `kubectl wait --for=condition=Ready pod/${COPIER}`,
      `kubectl cp ${shellWord(`${repository}/.`)} ${COPIER}:/models`,
      `kubectl delete pod ${COPIER}`,
      'kubectl apply -f inference-service.yaml',
    ],
  },
};

/** The files of an export, and what to do with them. @param check of the repository, which lies at an absolute path */
export function writeExport(check: RepositoryExport, format: ExportFormat): ExportPreview {
  const deployment = { check, repository: check.repository };
  const { files, steps } = FORMATS[format];
  return { check, format, files: files(deployment), steps: steps(deployment) };
}
