import type { Devices } from './devices/devices.ts';
import type { ServedModel } from './lifecycle/served-model.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import { MetricsHistory } from './telemetry/history/metrics-history.ts';
import type { MeteredVersion } from './telemetry/history/version-meter.ts';

/** What looks at the server and its computer every second. */
export interface Watching {
  readonly history: MetricsHistory;
  readonly begin: () => void;
  readonly end: () => Promise<void>;
}

/** Nothing is looked at before `begin`. */
export function createWatching(models: ServedModels, devices: Devices): Watching {
  const history = new MetricsHistory({
    versions: (name) => inMemory(models, name),
    devices: () => devices.last,
  });
  const track = (name: string) => history.track(name);
  return {
    history,
    begin: () => {
      devices.begin();
      history.begin();
      models.events.on('change', track);
    },
    end: async () => {
      models.events.off('change', track);
      history.end();
      await devices.close();
    },
  };
}

function inMemory(models: ServedModels, name?: string): readonly MeteredVersion[] {
  if (name === undefined) return models.allServed.flatMap(inMemoryOf);
  const model = models.served(name);
  return model === undefined ? [] : inMemoryOf(model);
}

function inMemoryOf({ name, records }: ServedModel): readonly MeteredVersion[] {
  return records.flatMap((record) => {
    if (record.state !== 'READY' && record.state !== 'UNLOADING') return [];
    const { version, statistics, waiting } = record.loaded;
    return [{ model: name, version, statistics, waiting }];
  });
}
