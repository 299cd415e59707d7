import type { ProviderTrial } from '../backends/onnxruntime/try-providers.ts';
import type { Check } from './contract.ts';

const NAMES: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
};

/** The runtime of ONNX models, and which of its execution providers give a session here. */
export function checkProviders(version: string, trials: readonly ProviderTrial[]): readonly Check[] {
  const runtime: Check = {
    area: 'ONNX Runtime',
    title: 'ONNX Runtime',
    verdict: 'ok',
    found: `Version ${version}, comes with this program.`,
  };
  return [runtime, ...trials.map(checkProvider)];
}

function checkProvider({ provider, bundled, problem }: ProviderTrial): Check {
  const title = `Execution provider ${NAMES[provider] ?? provider}`;
  const about = { area: 'ONNX Runtime', title } as const;
  if (problem === undefined) return { ...about, verdict: 'ok', found: 'Gives a session.' };
  const said = `It said: ${problem.trim().replace(/[.\s]*$/, '')}.`;
  if (bundled) {
    return { ...about, verdict: 'missing', found: `Finds no device or driver that it can use here. ${said}` };
  }
  const words =
    'onnxruntime-node fetches its libraries when it is installed with its install script allowed.';
  return {
    ...about,
    verdict: 'missing',
    found: `Its libraries are not on this computer. ${said}`,
    action: { kind: 'words', words },
  };
}
