import { MARGINS } from '../../server/comparison/margins.ts';
import type { ReportOrigin } from '../../server/comparison/report.ts';

const FACTS = { model: 'm', backend: 'onnxruntime', files: { 'model.onnx': 'abc' }, config: 'name: "m"\n' };

/** Where a report of two versions of one model came from, but for what `changes` says otherwise. */
export function reportOrigin(changes: Partial<ReportOrigin> = {}): ReportOrigin {
  return {
    a: 'v1',
    b: 'v2',
    at: 0,
    plan: {
      a: { kind: 'version', model: 'm', version: 1 },
      b: { kind: 'version', model: 'm', version: 2 },
      set: { kind: 'kept', id: 'one' },
      pictures: {},
      extents: {},
      seed: 5,
      rounds: 1,
      warmUp: 10,
      margins: MARGINS,
    },
    set: { name: 'digits', samples: 100, labelled: 100, pictures: true, hash: 'def' },
    sides: { a: { ...FACTS, version: 1 }, b: { ...FACTS, version: 2 } },
    environment: {
      inferdeck: '1',
      system: 'linux',
      processor: 'p',
      cores: 2,
      memoryBytes: 2 ** 33,
      load: { before: 0, after: 1 },
    },
    remarks: [],
    ...changes,
  };
}
