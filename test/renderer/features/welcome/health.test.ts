import { describe, expect, it } from 'vitest';
import { ailmentsOfDevices, ailmentsOfRequests } from '../../../../renderer/features/welcome/health.ts';
import type { DevicesReading, GpuReading, Reading } from '../../../../server/devices/contract.ts';
import type { MetricsPoint, VersionPoint } from '../../../../server/telemetry/history/contract.ts';

const GIB = 1024 ** 3;
const UNKNOWN = { state: 'unknown', reason: 'Not told.' } as const;
const is = (value: number): Reading => ({ state: 'known', value });

function computer(usedBytes: Reading, cards: readonly GpuReading[] = []): DevicesReading {
  const cpu = {
    name: 'CPU',
    utilisation: is(1),
    cores: UNKNOWN,
    coreCount: 2,
    loadAverage: is(9),
    memoryUsedBytes: usedBytes,
    memoryTotalBytes: 16 * GIB,
    serverMemoryBytes: GIB,
    serverCores: UNKNOWN,
  };
  return { at: '2026-01-01T00:00:00Z', cpu, gpus: { state: 'known', value: { driver: '1', cards } } };
}

function card(more: Partial<GpuReading>): GpuReading {
  const readings = { utilisation: is(1), powerWatts: is(70), powerLimitWatts: is(70), energyJoules: is(1) };
  const limits = { temperatureCelsius: is(60), temperatureLimitCelsius: is(90) };
  const clocks = { clockMegahertz: is(1000), maxClockMegahertz: is(1500) };
  return {
    index: 0,
    vendor: 'NVIDIA',
    name: 'T4',
    uuid: 'GPU-0',
    memoryUsedBytes: is(GIB),
    memoryTotalBytes: is(16 * GIB),
    throttling: { state: 'known', value: [] },
    processes: UNKNOWN,
    ...readings,
    ...limits,
    ...clocks,
    ...more,
  };
}

function point(model: string, requests: number, failures: Readonly<Record<string, number>>): MetricsPoint {
  const spent = { request: 0, queue: 0, input: 0, compute: 0, output: 0 };
  const none = { request: {}, queue: {}, input: {}, compute: {}, output: {} };
  const counted = { inferences: requests, executions: requests, batches: [], spent, quantiles: none };
  const version: VersionPoint = { model, version: 1, requests, failures, waiting: 0, ...counted };
  const nothing = { cpu: null, memoryUsedBytes: null, serverMemoryBytes: null, gpus: [] };
  return { at: 0, seconds: 1, versions: [version], quantiles: {}, ...nothing };
}

describe('what a computer lacks', () => {
  it('is nothing on a busy computer with a busy card', () => {
    expect(ailmentsOfDevices(computer(is(8 * GIB), [card({})]))).toEqual([]);
  });

  it('is nothing that cannot be read', () => {
    expect(ailmentsOfDevices(computer(UNKNOWN, [card({ memoryUsedBytes: UNKNOWN })]))).toEqual([]);
  });

  it('is memory that is nearly full, of the computer or of a card', () => {
    const full = card({ memoryUsedBytes: is(15.9 * GIB) });
    expect(ailmentsOfDevices(computer(is(15.5 * GIB), [full])).map(({ title }) => title)).toEqual([
      'The memory of this computer is nearly full',
      'The memory of GPU 0 is nearly full',
    ]);
  });

  it('is a card that is slowed down, with the reasons, or that is lost', () => {
    const slow = card({ throttling: { state: 'known', value: ['too hot', 'power brake'] } });
    const lost = card({ index: 1, lostSince: '2026-01-01T00:00:00Z' });
    expect(ailmentsOfDevices(computer(is(GIB), [slow, lost]))).toMatchObject([
      { title: 'GPU 0 is slowed down', detail: 'T4: too hot, power brake.' },
      { title: 'GPU 1 does not answer any more' },
    ]);
  });
});

describe('models that fail requests', () => {
  it('are told with how many of how many, all points together', () => {
    const points = [point('a', 8, { BACKEND: 1 }), point('b', 3, {}), point('a', 0, { REJECTED: 1 })];
    expect(ailmentsOfRequests(points)).toEqual([
      {
        model: 'a',
        title: 'a fails requests',
        detail: '2 of 10 requests in the last five minutes.',
      },
    ]);
  });

  it('are not those whose callers went away', () => {
    expect(ailmentsOfRequests([point('a', 8, { CANCELED: 4 })])).toEqual([]);
  });
});
