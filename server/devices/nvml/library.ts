import { NVML } from './result.ts';

/** A call into the library: its arguments in C order, results written into typed arrays. Settles with the code. */
type Call = (...args: readonly unknown[]) => Promise<number>;

/** NVML's functions by name. A driver that lacks one answers `functionNotFound`. */
export interface NvmlLibrary {
  readonly call: (name: NvmlFunction, ...args: readonly unknown[]) => Promise<number>;
}

/** C parameters after the name; `p` is any pointer, `u` an unsigned int. Signatures from NVIDIA's nvml.h. */
const FUNCTIONS = {
  nvmlInit_v2: '',
  nvmlShutdown: '',
  nvmlSystemGetDriverVersion: 'pu',
  nvmlDeviceGetCount_v2: 'p',
  nvmlDeviceGetHandleByIndex_v2: 'up',
  nvmlDeviceGetName: 'hpu',
  nvmlDeviceGetUUID: 'hpu',
  nvmlDeviceGetUtilizationRates: 'hp',
  nvmlDeviceGetMemoryInfo: 'hp',
  nvmlDeviceGetPowerUsage: 'hp',
  nvmlDeviceGetEnforcedPowerLimit: 'hp',
  nvmlDeviceGetTotalEnergyConsumption: 'hp',
  nvmlDeviceGetTemperature: 'hup',
  nvmlDeviceGetTemperatureThreshold: 'hup',
  nvmlDeviceGetClockInfo: 'hup',
  nvmlDeviceGetMaxClockInfo: 'hup',
  nvmlDeviceGetCurrentClocksThrottleReasons: 'hp',
  nvmlDeviceGetComputeRunningProcesses_v3: 'hpp',
  nvmlDeviceGetGraphicsRunningProcesses_v3: 'hpp',
  nvmlDeviceGetMigMode: 'hpp',
  nvmlDeviceGetMaxMigDeviceCount: 'hp',
  nvmlDeviceGetMigDeviceHandleByIndex: 'hup',
} as const;

export type NvmlFunction = keyof typeof FUNCTIONS;

const TYPES: Readonly<Record<string, string>> = { p: 'void *', u: 'unsigned int', h: 'uint64_t' };

/**
 * Opens the driver's library. Calls run on threads of their own, since a driver may take milliseconds to answer.
 * @param path file name or path of the library
 * @throws Error when it is not there
 */
export async function openNvmlLibrary(path: string): Promise<NvmlLibrary> {
  const { default: koffi } = await import('koffi');
  const library = koffi.load(path);
  const found = new Map<NvmlFunction, Call | undefined>();
  const find = (name: NvmlFunction): Call | undefined => {
    const types = FUNCTIONS[name].split('').map((letter) => TYPES[letter] ?? letter);
    try {
      const native = library.func(name, 'int', types);
      return (...args) =>
        new Promise((resolve, reject) => {
          native.async(...args, (error: unknown, code: number) =>
            error instanceof Error ? reject(error) : resolve(code),
          );
        });
    } catch {
      // Older drivers do not have every function; what it would tell is unknown then.
      return undefined;
    }
  };
  return {
    call: async (name, ...args) => {
      if (!found.has(name)) found.set(name, find(name));
      return (await found.get(name)?.(...args)) ?? NVML.functionNotFound;
    },
  };
}
