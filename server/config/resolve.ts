import { checkAgainstSignature } from './check-signature.ts';
import { completeConfig } from './complete.ts';
import type { CompletedConfig } from './completion.ts';
import { completeInTurn, unchanged } from './completion.ts';
import type { ConfigContext } from './context.ts';
import { identify } from './identify.ts';
import { normalize } from './normalize.ts';
import { errorAt } from './problem.ts';
import type { ModelConfig } from './schema/value.ts';
import { validate } from './validate.ts';

/** The backends whose model files say enough to complete a configuration from. */
const COMPLETE_THEMSELVES: readonly string[] = ['onnxruntime', 'tensorflow'];

/**
 * From what is written to what is served: names the framework, completes the rest from the model file, fills in the
 * defaults, and checks the result against rules and model file. This is the order in which the server does it, too.
 */
export function resolveConfig(config: ModelConfig, context: ConfigContext): CompletedConfig {
  return completeInTurn(config, [
    (known) => identify(known, context.folder),
    (known) => completeFromModel(known, context),
    (known) => normalize(known, context),
    (known) => unchanged(known, validate(known, context)),
    (known) => unchanged(known, context.signature ? checkAgainstSignature(known, context.signature) : []),
  ]);
}

function completeFromModel(config: ModelConfig, context: ConfigContext): CompletedConfig {
  const { signature, autoComplete = true, defaultMaxBatchSize, folder } = context;
  if (!autoComplete) return unchanged(config, folder.hasConfig === false ? [noConfig(folder.name)] : []);
  if (signature === undefined || !COMPLETE_THEMSELVES.includes(config.backend)) return unchanged(config);
  return completeConfig(config, signature, {
    ...(defaultMaxBatchSize !== undefined && { defaultMaxBatchSize }),
    heedsDims: config.backend === 'tensorflow',
  });
}

function noConfig(model: string) {
  return errorAt('', `model '${model}' has no config.pbtxt, and auto-completion is turned off`, {
    nextStep: 'Write a config.pbtxt, or start the server without --disable-auto-complete-config.',
  });
}
