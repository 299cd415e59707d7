import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GpuReading, GpusReading } from '../../../server/devices/contract.ts';
import { Devices } from '../../../server/devices/devices.ts';
import { testDriver } from '../../support/nvml/nvml-library.ts';
import { tempFolder } from '../../support/temp.ts';

const NOWHERE = '/nowhere';

function devicesOf(nvmlLibrary: string, drmFolder = NOWHERE): Devices {
  const devices = new Devices({ nvmlLibrary, drmFolder });
  onTestFinished(() => devices.close());
  return devices;
}

function cardsOf(gpus: GpusReading): readonly GpuReading[] {
  if (gpus.state === 'unknown') throw new Error(gpus.reason);
  return gpus.value.cards;
}

const known = (value: unknown) => ({ state: 'known', value });
const unknown = (reason: RegExp) => ({ state: 'unknown', reason: expect.stringMatching(reason) });

describe('an NVIDIA card', () => {
  it('tells everything in people’s units', async () => {
    const { library } = await testDriver();
    const { gpus } = await devicesOf(library).look();
    expect(gpus).toMatchObject({ state: 'known', value: { driver: '560.35.03' } });
    const [card] = cardsOf(gpus);
    expect(card).toMatchObject({
      index: 0,
      vendor: 'NVIDIA',
      name: 'NVIDIA RTX 4090',
      uuid: 'GPU-0000-0001',
      utilisation: known(0.41),
      memoryUsedBytes: known(6.1e9),
      memoryTotalBytes: known(24e9),
      powerWatts: known(187),
      powerLimitWatts: known(450),
      energyJoules: known(1234),
      temperatureCelsius: known(58),
      temperatureLimitCelsius: known(90),
      clockMegahertz: known(2520),
      maxClockMegahertz: known(2520),
      throttling: known([]),
    });
    expect(card).not.toHaveProperty('slices');
  });

  it('tells processes apart, and which memory the driver keeps to itself', async () => {
    const { library } = await testDriver();
    const [card] = cardsOf((await devicesOf(library).look()).gpus);
    expect(card?.processes).toEqual(
      known([
        { pid: 1, memoryBytes: known(5.2e9), ours: false },
        { pid: 4_000_000_000, memoryBytes: unknown(/keeps the memory of single processes/), ours: false },
      ]),
    );
  });

  it('says what keeps its clock down', async () => {
    const { library } = await testDriver('hot');
    const [card] = cardsOf((await devicesOf(library).look()).gpus);
    expect(card?.throttling).toEqual(known(['power limit reached', 'too hot']));
  });

  it('has no power at all, rather than 0 W, when the driver stops reporting it', async () => {
    const { library, happen } = await testDriver();
    const devices = devicesOf(library);
    await devices.look();
    await happen('no-power');
    const [card] = cardsOf((await devices.look()).gpus);
    expect(card?.powerWatts).toEqual(unknown(/does not report it/));
    expect(card?.temperatureCelsius).toEqual(known(58));
  });
});

describe('a card that is split by MIG', () => {
  it('has slices with their memory, and an unknown utilisation with what to look at instead', async () => {
    const { library } = await testDriver();
    const [, card] = cardsOf((await devicesOf(library).look()).gpus);
    expect(card?.utilisation).toEqual({
      ...unknown(/split by MIG/),
      nextStep: 'Power is the best sign of load.',
    });
    expect(card?.powerWatts).toEqual(known(62));
    expect(card?.slices).toEqual([
      {
        name: 'NVIDIA A30 MIG 1g.6gb',
        uuid: 'MIG-0000-0003',
        memoryUsedBytes: known(0.4e9),
        memoryTotalBytes: known(6e9),
      },
    ]);
  });

  it('says so where this user may not look', async () => {
    const { library } = await testDriver();
    const [, card] = cardsOf((await devicesOf(library).look()).gpus);
    expect(card?.throttling).toMatchObject(unknown(/does not let this user/));
  });
});

describe('a card that disappears', () => {
  it('stays in the list as lost since then, and comes back', async () => {
    const { library, happen } = await testDriver();
    const devices = devicesOf(library);
    await devices.look();
    await happen('gone');
    const [first, second] = cardsOf((await devices.look()).gpus);
    expect(first?.utilisation).toEqual(known(0.41));
    expect(second).toMatchObject({ name: 'NVIDIA A30', powerWatts: unknown(/fell off the bus/) });
    expect(second?.lostSince).toMatch(/^\d{4}-/);
    const [, still] = cardsOf((await devices.look()).gpus);
    expect(still?.lostSince).toBe(second?.lostSince);
    await happen();
    const [, back] = cardsOf((await devices.look()).gpus);
    expect(back?.powerWatts).toEqual(known(62));
    expect(back).not.toHaveProperty('lostSince');
  });
});

describe('no card', () => {
  it('is told apart: no driver', async () => {
    const { gpus } = await devicesOf(`${NOWHERE}/libnvidia-ml.so.1`).look();
    expect(gpus).toMatchObject({ ...unknown(/No NVIDIA driver/), nextStep: expect.any(String) });
  });

  it('is told apart: a driver that is not loaded', async () => {
    const { library } = await testDriver('no-driver');
    expect((await devicesOf(library).look()).gpus).toMatchObject(unknown(/installed but not loaded/));
  });

  it('is told apart: a driver that lacks every function', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'empty.c'), '');
    const library = join(folder, 'libempty.so');
    execFileSync('gcc', ['-shared', '-o', library, join(folder, 'empty.c')]);
    expect((await devicesOf(library).look()).gpus).toMatchObject(unknown(/version of the driver/));
  });
});

describe('an AMD card', () => {
  it('is read from the files of its kernel driver; a file that is missing is unknown', async () => {
    const folder = await tempFolder();
    const device = join(folder, 'card0/device');
    await mkdir(join(device, 'hwmon/hwmon3'), { recursive: true });
    const files = {
      vendor: '0x1002',
      gpu_busy_percent: '73',
      mem_info_vram_used: '1000',
      mem_info_vram_total: '4000',
      'hwmon/hwmon3/power1_average': '91000000',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(device, name), `${text}\n`);
    const [card] = cardsOf((await devicesOf(NOWHERE, folder).look()).gpus);
    expect(card).toMatchObject({
      vendor: 'AMD',
      utilisation: known(0.73),
      memoryUsedBytes: known(1000),
      powerWatts: known(91),
      temperatureCelsius: unknown(/does not show it/),
    });
  });
});

describe('processor and memory', () => {
  it('have no utilisation before two looks, and one between 0 and 1 after', async () => {
    const devices = devicesOf(NOWHERE);
    expect((await devices.look()).cpu.utilisation.state).toBe('unknown');
    const { cpu } = await devices.look();
    expect(cpu.cores).toMatchObject({ state: 'known', value: { length: cpu.coreCount } });
    expect(cpu.memoryTotalBytes).toBeGreaterThan(cpu.serverMemoryBytes);
    if (cpu.utilisation.state === 'unknown') throw new Error(cpu.utilisation.reason);
    expect(cpu.utilisation.value).toBeGreaterThanOrEqual(0);
    expect(cpu.utilisation.value).toBeLessThanOrEqual(1);
  });
});

describe('an NVIDIA card without the library of its driver', () => {
  async function smi(script: string): Promise<GpusReading> {
    const nvidiaSmi = join(await tempFolder(), 'nvidia-smi');
    await writeFile(nvidiaSmi, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const devices = new Devices({ nvmlLibrary: NOWHERE, drmFolder: NOWHERE, nvidiaSmi });
    onTestFinished(() => devices.close());
    return (await devices.look()).gpus;
  }

  it('is told by nvidia-smi, and what that does not know is no number', async () => {
    const row = '0, Tesla T4, GPU-1, 560.1, 41, 100, 15360, 30.5, 70.00, 50, [N/A], 1590';
    const gpus = await smi(`echo "${row}"`);
    expect(gpus).toMatchObject({ state: 'known', value: { driver: '560.1' } });
    expect(cardsOf(gpus)).toMatchObject([
      {
        index: 0,
        name: 'Tesla T4',
        utilisation: known(0.41),
        memoryUsedBytes: known(100 * 1024 ** 2),
        memoryTotalBytes: known(15_360 * 1024 ** 2),
        powerWatts: known(30.5),
        temperatureCelsius: known(50),
        clockMegahertz: unknown(/\[N\/A\]/),
        maxClockMegahertz: known(1590),
        energyJoules: unknown(/not asked/),
      },
    ]);
  });

  it('is unknown, with the reason, when the program fails', async () => {
    expect(await smi('exit 9')).toMatchObject({
      reason: expect.stringMatching(/nvidia-smi gave no readings/),
    });
  });

  it('is unknown when there is no program either', async () => {
    const devices = new Devices({ nvmlLibrary: NOWHERE, drmFolder: NOWHERE, nvidiaSmi: NOWHERE });
    onTestFinished(() => devices.close());
    expect((await devices.look()).gpus).toMatchObject(unknown(/No NVIDIA driver is installed/));
  });
});
