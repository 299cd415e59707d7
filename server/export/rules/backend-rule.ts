import { isEnsemble } from '../../config/identify.ts';
import type { ExportFinding } from '../contract.ts';
import type { ExportSubject } from '../model.ts';
import { imageOf, isBefore, LATEST_RELEASE, releaseText } from '../release.ts';
import { shippingOf } from '../shipped-backends.ts';

/** Whether the release has the backend that the model asks for, and the form of file it is in. */
export function backendRule(subject: ExportSubject): readonly ExportFinding[] {
  const { config } = subject;
  if (isEnsemble(config) || config.backend === '') return [];
  return [...shipping(subject), ...compiledPyTorch(subject)];
}

function shipping({ config, release, model }: ExportSubject): readonly ExportFinding[] {
  const { backend } = config;
  const found = shippingOf(backend, release);
  const sentence = `Triton ${releaseText(release)} does not load ${model.folder.name}: unable to find backend library for backend '${backend}'.`;
  if (found.state === 'gone') {
    const why = `Release ${releaseText(found.last)} was the last one with the ${backend} backend.`;
    return [{ weight: 'refused', sentence, why, nextStep: found.instead }];
  }
  if (found.state === 'ours') {
    const why = `The ${backend} backend is one of Inferdeck's own; Triton has none of that name.`;
    return [{ weight: 'refused', sentence, why, nextStep: found.instead }];
  }
  return found.state === 'unknown' ? [foreignBackend(backend, imageOf(release))] : [];
}

function foreignBackend(backend: string, image: string): ExportFinding {
  return {
    weight: 'attention',
    sentence: `Nobody can tell here whether ${image} has a backend '${backend}'.`,
    why: 'It is none of the backends that the published image is known to have; some have an image of their own.',
    nextStep: `Use an image that has it, or add --backend-directory with a folder that holds ${backend}.`,
  };
}

function compiledPyTorch({ config, release, model }: ExportSubject): readonly ExportFinding[] {
  if (config.platform !== 'torch_aoti' || !isBefore(release, LATEST_RELEASE)) return [];
  return [
    {
      weight: 'attention',
      sentence: `Triton ${releaseText(release)} may not read model.pt2 of ${model.folder.name}.`,
      why: `Compiled PyTorch packages are known to work with ${releaseText(LATEST_RELEASE)}; the PyTorch backend of earlier releases takes TorchScript.`,
      nextStep: `Try it on ${imageOf(release)} first, or save the model as TorchScript in model.pt.`,
    },
  ];
}
