import type { Devices } from './devices/devices.ts';
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
  const history = new MetricsHistory({ versions: () => inMemory(models), devices: () => devices.last });
  const track = () => history.track();
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

function inMemory(models: ServedModels): readonly MeteredVersion[] {
  return models.allServed.flatMap(({ name, records }) =>
    records.flatMap((record) => {
      if (record.state !== 'READY' && record.state !== 'UNLOADING') return [];
      const { version, statistics, waiting } = record.loaded;
      return [{ model: name, version, statistics, waiting }];
    }),
  );
}
