import type { ProviderTrial } from '../backends/onnxruntime/try-providers.ts';
import type { FrameworkSurvey } from '../backends/python/interpreters/survey.ts';
import type { Devices } from '../devices/devices.ts';
import { checkFolder, type WrittenFolder } from './check-folder.ts';
import { checkGraphics } from './check-graphics.ts';
import { type AskedPort, checkPorts, type PortOwner } from './check-ports.ts';
import { checkProgram } from './check-program.ts';
import { checkProviders } from './check-providers.ts';
import { checkPython } from './check-python.ts';
import type { Check, EnvironmentReport } from './contract.ts';

/** Where the facts come from. */
export interface EnvironmentSources {
  readonly devices: Devices;
  readonly survey: FrameworkSurvey;
  readonly runtimeVersion: string;
  readonly tryProviders: () => Promise<readonly ProviderTrial[]>;
  /** Asked at every check: ports are known only once the server listens. */
  readonly ports: () => readonly AskedPort[];
  readonly portOwner: PortOwner;
  readonly folders: () => readonly WrittenFolder[];
}

/** Looks at the computer as the server sees it; which takes a moment, for every Python is asked. */
export class Environment {
  readonly #sources: EnvironmentSources;
  #looking: Promise<EnvironmentReport> | undefined;

  constructor(sources: EnvironmentSources) {
    this.#sources = sources;
  }

  /** A look that is under way is shared. */
  look(): Promise<EnvironmentReport> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** What can be told at once: whether the ports are those that were asked for, and the folders can be written. */
  async placeChecks(): Promise<readonly Check[]> {
    const { ports, portOwner, folders } = this.#sources;
    const [doors, written] = await Promise.all([
      checkPorts(ports(), portOwner),
      Promise.all(folders().map(checkFolder)),
    ]);
    return [...doors, ...written];
  }

  async #look(): Promise<EnvironmentReport> {
    const { devices, survey, runtimeVersion, tryProviders } = this.#sources;
    const [reading, trials, frameworks, place] = await Promise.all([
      devices.last ?? devices.look(),
      tryProviders(),
      survey.report(),
      this.placeChecks(),
    ]);
    return {
      at: new Date().toISOString(),
      checks: [
        ...checkProgram(),
        ...place,
        ...checkGraphics(reading.gpus),
        ...checkProviders(runtimeVersion, trials),
        ...checkPython(frameworks),
      ],
    };
  }
}
