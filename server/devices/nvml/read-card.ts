import type { GpuProcess, GpuReading, Known, MigSlice, Reading } from '../contract.ts';
import { inUnitsOf, known, unknown } from '../readings.ts';
import type { NvmlCard } from './card.ts';
import { throttleWords } from './throttling.ts';

/** Everything a card tells. @param isOurs whether a process is this server's */
export async function readCard(
  card: NvmlCard,
  index: number,
  isOurs: (pid: number) => boolean,
): Promise<GpuReading> {
  const [name, uuid, split] = [
    await card.text('nvmlDeviceGetName'),
    await card.text('nvmlDeviceGetUUID'),
    await card.splitByMig(),
  ];
  const slices = split ? await readSlices(card) : undefined;
  return {
    index,
    vendor: 'NVIDIA',
    name,
    uuid,
    utilisation: split ? NOT_FOR_SLICES : inUnitsOf(100, await card.number('nvmlDeviceGetUtilizationRates')),
    ...(await readMemory(card)),
    powerWatts: inUnitsOf(1000, await card.number('nvmlDeviceGetPowerUsage')),
    powerLimitWatts: inUnitsOf(1000, await card.number('nvmlDeviceGetEnforcedPowerLimit')),
    energyJoules: inUnitsOf(1000, await readEnergy(card)),
    temperatureCelsius: await card.number('nvmlDeviceGetTemperature', CORE_SENSOR),
    temperatureLimitCelsius: await card.number('nvmlDeviceGetTemperatureThreshold', SLOWDOWN),
    clockMegahertz: await card.number('nvmlDeviceGetClockInfo', PROCESSOR_CLOCK),
    maxClockMegahertz: await card.number('nvmlDeviceGetMaxClockInfo', PROCESSOR_CLOCK),
    throttling: await readThrottling(card),
    processes: await readProcesses(card, isOurs),
    ...(slices !== undefined && { slices }),
  };
}

const CORE_SENSOR = 0;
const SLOWDOWN = 1;
const PROCESSOR_CLOCK = 1;
const NOT_FOR_SLICES = unknown(
  'The driver does not report utilisation for a card that is split by MIG.',
  'Power is the best sign of load.',
);

async function readEnergy(card: NvmlCard): Promise<Reading> {
  const values = await card.wide('nvmlDeviceGetTotalEnergyConsumption', 1);
  return values.state === 'known' ? known(Number(values.value[0] ?? 0n)) : values;
}

/** Total, free and used stand one after the other in `nvmlMemory_t`. */
async function readMemory(card: NvmlCard): Promise<Pick<MigSlice, 'memoryUsedBytes' | 'memoryTotalBytes'>> {
  const memory = await card.wide('nvmlDeviceGetMemoryInfo', 3);
  if (memory.state === 'unknown') return { memoryUsedBytes: memory, memoryTotalBytes: memory };
  const [total = 0n, , used = 0n] = memory.value;
  return { memoryUsedBytes: known(Number(used)), memoryTotalBytes: known(Number(total)) };
}

async function readThrottling(card: NvmlCard): Promise<Known<readonly string[]>> {
  const mask = await card.wide('nvmlDeviceGetCurrentClocksThrottleReasons', 1);
  return mask.state === 'known' ? known(throttleWords(mask.value[0] ?? 0n)) : mask;
}

async function readProcesses(
  card: NvmlCard,
  isOurs: (pid: number) => boolean,
): Promise<Known<readonly GpuProcess[]>> {
  const computing = await card.processes('nvmlDeviceGetComputeRunningProcesses_v3');
  const drawing = await card.processes('nvmlDeviceGetGraphicsRunningProcesses_v3');
  if (computing.state === 'unknown') return computing;
  const both = [...computing.value, ...(drawing.state === 'known' ? drawing.value : [])];
  const byPid = new Map(both.map((process) => [process.pid, process]));
  return known([...byPid.values()].map((process) => ({ ...process, ours: isOurs(process.pid) })));
}

async function readSlices(card: NvmlCard): Promise<readonly MigSlice[]> {
  const slices: MigSlice[] = [];
  for (const slice of await card.slices()) {
    slices.push({
      name: await slice.text('nvmlDeviceGetName'),
      uuid: await slice.text('nvmlDeviceGetUUID'),
      ...(await readMemory(slice)),
    });
  }
  return slices;
}
