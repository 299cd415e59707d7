import { invalidArgument } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';

/** A version by its number or by an alias of the model. @throws InferdeckError when it is neither */
export function versionNamed(models: ServedModels, model: string, text: string): number | undefined {
  return (text === '' ? undefined : models.aliased(model, text)) ?? versionOf(text);
}

/**
 * A model version as the protocol writes it.
 * @returns undefined for an empty text, which asks for the newest version
 * @throws InferdeckError when it is no whole number, negative or too large
 */
export function versionOf(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^-\d+$/.test(text)) {
    throw invalidArgument(
      `invalid model version specified '${text}' , version should be an integral value > 0`,
    );
  }
  const version = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(version)) return version;
  const details = /^\d+$/.test(text) ? 'out of range' : 'not a number';
  throw invalidArgument(
    `failed to get model version from specified version string '${text}' (details: ${details}),` +
      ' version should be an integral value > 0',
  );
}
