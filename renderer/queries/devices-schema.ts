import * as z from 'zod/mini';
import type { CpuReading, DevicesReading, GpuReading, Reading } from '../../server/devices/contract.ts';

/** The shapes of `server/devices/contract.ts`. */

const unknown = z.object({
  state: z.literal('unknown'),
  reason: z.string(),
  nextStep: z.exactOptional(z.string()),
});
const known = <T extends z.ZodMiniType>(value: T) =>
  z.discriminatedUnion('state', [z.object({ state: z.literal('known'), value }), unknown]);
const reading: z.ZodMiniType<Reading> = known(z.number());

const gpu: z.ZodMiniType<GpuReading> = z.object({
  index: z.number(),
  vendor: z.enum(['NVIDIA', 'AMD']),
  name: z.string(),
  uuid: z.string(),
  lostSince: z.exactOptional(z.string()),
  utilisation: reading,
  memoryUsedBytes: reading,
  memoryTotalBytes: reading,
  powerWatts: reading,
  powerLimitWatts: reading,
  energyJoules: reading,
  temperatureCelsius: reading,
  temperatureLimitCelsius: reading,
  clockMegahertz: reading,
  maxClockMegahertz: reading,
  throttling: known(z.array(z.string())),
  processes: known(z.array(z.object({ pid: z.number(), memoryBytes: reading, ours: z.boolean() }))),
  slices: z.exactOptional(
    z.array(
      z.object({ name: z.string(), uuid: z.string(), memoryUsedBytes: reading, memoryTotalBytes: reading }),
    ),
  ),
});

const cpu: z.ZodMiniType<CpuReading> = z.object({
  name: z.string(),
  utilisation: reading,
  cores: known(z.array(z.number())),
  coreCount: z.number(),
  loadAverage: reading,
  memoryUsedBytes: reading,
  memoryTotalBytes: z.number(),
  serverMemoryBytes: z.number(),
  serverCores: reading,
});

export const devicesReading: z.ZodMiniType<DevicesReading> = z.object({
  at: z.string(),
  cpu,
  gpus: known(z.object({ driver: z.string(), cards: z.array(gpu) })),
});
