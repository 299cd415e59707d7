import { type GoldenPreset, goldenPresets } from '../repository/golden-presets.ts';
import { presetTrouble } from './check-preset.ts';
import { LoadError } from './load-error.ts';
import type { LoadedVersion } from './loaded-version.ts';
import type { LoadSource } from './served-model.ts';

/** A source whose versions answer the golden presets as expected before they take over; what served before stays. */
export function gated(source: LoadSource): LoadSource {
  const bringUp: LoadSource['bringUp'] = async (model, version, watch) => {
    const { name, repository } = model.folder;
    const presets = await goldenPresets(repository, name);
    const loaded = await source.bringUp(model, version, watch);
    try {
      for (const [index, preset] of presets.entries()) {
        watch.report(`checking golden preset ${index + 1} of ${presets.length}`);
        await check(name, loaded, preset);
      }
      return loaded;
    } catch (error) {
      await loaded.unload();
      throw error;
    }
  };
  return { ...source, bringUp };
}

/** @throws LoadError with the first element that is not as expected */
async function check(modelName: string, loaded: LoadedVersion, preset: GoldenPreset): Promise<void> {
  const trouble = await presetTrouble(modelName, loaded, preset);
  if (trouble === undefined) return;
  throw new LoadError(
    'load',
    `version ${loaded.version} does not pass the golden preset '${preset.name}': ${trouble}`,
    { nextStep: 'Look at what changed; if the new answers are right, put them into the preset.' },
  );
}
