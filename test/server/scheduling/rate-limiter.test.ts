import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { BackendInstance, Execution } from '../../../server/backends/backend.ts';
import { parseOptions } from '../../../server/options.ts';
import { type Demand, RateLimiter, type ResourceLimit } from '../../../server/scheduling/rate-limiter.ts';
import { repositoryOf } from '../../support/repository.ts';
import { startServer } from '../../support/server.ts';
import { addingModel, ZEROS } from '../../support/swapping.ts';

const EMPTY: Execution = { outputs: [], times: { input: 0, infer: 0, output: 0 } };

/** Instances that note when they begin, and run until they are told to end. */
class Floor {
  readonly begun: string[] = [];
  readonly #ends: (() => void)[] = [];

  instance(name: string): BackendInstance {
    const execute = () => {
      this.begun.push(name);
      return new Promise<Execution>((resolve) => this.#ends.push(() => resolve(EMPTY)));
    };
    return { execute, close: () => Promise.resolve(), died: new Promise(() => {}) };
  }

  /** The instances that have begun, in order, when all that may begin has. */
  async begunNow(): Promise<readonly string[]> {
    await setImmediate();
    return this.begun;
  }

  /** Ends what began first of what still runs. */
  async end(): Promise<void> {
    await setImmediate();
    this.#ends.shift()?.();
  }
}

const demand = (name: string, count: number, global = false): Demand => ({ name, count, global });
const limit = (name: string, count: number, device?: number): ResourceLimit => ({ name, count, device });

function limiting(limits: readonly ResourceLimit[] = []) {
  const floor = new Floor();
  const limiter = new RateLimiter(limits);
  const admit = (name: string, demands: readonly Demand[], priority = 1, device?: number) =>
    limiter.admit(floor.instance(name), { demands, priority, device });
  return { floor, admit };
}

describe('instances that demand resources', () => {
  test('run one at a time where there is as much as the most demanding needs', async () => {
    const { floor, admit } = limiting();
    const [a, b] = [admit('a', [demand('R', 2)]), admit('b', [demand('R', 1)])];
    void a.execute([]);
    void b.execute([]);
    expect(await floor.begunNow()).toEqual(['a']);
    await floor.end();
    expect(await floor.begunNow()).toEqual(['a', 'b']);
  });

  test('run together as far as the limit goes', async () => {
    const { floor, admit } = limiting([limit('R', 2)]);
    for (const name of ['a', 'b', 'c']) void admit(name, [demand('R', 1)]).execute([]);
    expect(await floor.begunNow()).toEqual(['a', 'b']);
    await floor.end();
    expect(await floor.begunNow()).toEqual(['a', 'b', 'c']);
  });

  test('are not passed by smaller ones while they wait, and those that demand nothing wait for nobody', async () => {
    const { floor, admit } = limiting([limit('R', 2)]);
    const [small, large, free] = [
      admit('small', [demand('R', 1)]),
      admit('large', [demand('R', 2)]),
      admit('free', []),
    ];
    void small.execute([]);
    void large.execute([]);
    const later = admit('later', [demand('R', 1)]);
    void later.execute([]);
    void free.execute([]);
    expect(await floor.begunNow()).toEqual(['free', 'small']);
    await floor.end();
    await floor.end();
    expect(await floor.begunNow()).toEqual(['free', 'small', 'large']);
  });

  test('take turns by their number and priority: 2 gets half as many as 1', async () => {
    const { floor, admit } = limiting([limit('R', 1)]);
    const [often, seldom] = [admit('often', [demand('R', 1)], 1), admit('seldom', [demand('R', 1)], 2)];
    for (let round = 0; round < 9; round += 1) {
      void often.execute([]);
      void seldom.execute([]);
    }
    for (let round = 0; round < 8; round += 1) await floor.end();
    const begun = await floor.begunNow();
    expect(begun.filter((name) => name === 'often')).toHaveLength(6);
    expect(begun.filter((name) => name === 'seldom')).toHaveLength(3);
  });

  test('that come later take turns with the others, instead of making up for what they missed', async () => {
    const { floor, admit } = limiting([limit('R', 1)]);
    const old = admit('old', [demand('R', 1)]);
    for (let round = 0; round < 20; round += 1) {
      void old.execute([]);
      await floor.end();
    }
    const late = admit('late', [demand('R', 1)]);
    for (let round = 0; round < 4; round += 1) {
      void late.execute([]);
      void old.execute([]);
    }
    for (let round = 0; round < 3; round += 1) await floor.end();
    expect((await floor.begunNow()).slice(20).toSorted()).toEqual(['late', 'late', 'old', 'old']);
  });

  test('wait only for those who want the same', async () => {
    const { floor, admit } = limiting([limit('R', 1), limit('S', 1)]);
    void admit('has R', [demand('R', 1)]).execute([]);
    void admit('wants R', [demand('R', 1)]).execute([]);
    void admit('wants both', [demand('R', 1), demand('S', 1)]).execute([]);
    void admit('wants S', [demand('S', 1)]).execute([]);
    const other = admit('other', [demand('T', 1)]);
    void other.execute([]);
    expect(await floor.begunNow()).toEqual(['has R', 'other']);
  });

  test('have a pool on each device, unless the resource is global', async () => {
    const { floor, admit } = limiting([limit('R', 1), limit('R', 2, 1), limit('G', 1)]);
    void admit('gpu 0', [demand('R', 1)], 1, 0).execute([]);
    void admit('gpu 1', [demand('R', 2)], 1, 1).execute([]);
    void admit('cpu', [demand('R', 1)]).execute([]);
    expect(await floor.begunNow()).toEqual(['gpu 0', 'gpu 1', 'cpu']);
    const other = limiting([limit('G', 1)]);
    void other.admit('gpu 0', [demand('G', 1, true)], 1, 0).execute([]);
    void other.admit('gpu 1', [demand('G', 1, true)], 1, 1).execute([]);
    expect(await other.floor.begunNow()).toEqual(['gpu 0']);
  });

  test('give back what they held when a run fails', async () => {
    const limiter = new RateLimiter([limit('R', 1)]);
    const share = { demands: [demand('R', 1)], priority: 1, device: undefined };
    const failing: BackendInstance = {
      execute: () => Promise.reject(new Error('no')),
      close: () => Promise.resolve(),
      died: new Promise(() => {}),
    };
    const instance = limiter.admit(failing, share);
    await expect(instance.execute([])).rejects.toThrow('no');
    await expect(instance.execute([])).rejects.toThrow('no');
  });
});

describe('a served model', () => {
  const config = (resources: string) =>
    `instance_group [ { count: 2 kind: KIND_CPU rate_limiter { ${resources} priority: 1 } } ]`;
  const serving = async (resources: string, ...flags: string[]) => {
    const repository = await repositoryOf({
      'm/config.pbtxt': config(resources),
      'm/1/model.onnx': addingModel(1),
    });
    const { rateLimits } = parseOptions([`--model-repository=${repository}`, ...flags]);
    const server = await startServer(repository, { rateLimits, loadModels: [] });
    const load = await server.post('/v2/repository/models/m/load', {});
    return { server, load };
  };
  const ONE = 'resources [ { name: "R" count: 1 } ]';

  test('answers under limits', async () => {
    const { server } = await serving(ONE, '--rate-limit=execution_count', '--rate-limit-resource=R:1');
    const answers = Array.from({ length: 8 }, () => server.post('/v2/models/m/infer', ZEROS));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(8).fill(200));
  });

  test('that could never run is refused, unless rates are not limited', async () => {
    const three = 'resources [ { name: "R" count: 3 } ]';
    const { load } = await serving(three, '--rate-limit=execution_count', '--rate-limit-resource=R:2');
    expect([load.status, await load.text()]).toEqual([
      400,
      expect.stringContaining(
        'Resource count for \\"R\\" is limited to 2 which will prevent scheduling of one or more model instances, the minimum required count is 3',
      ),
    ]);
    expect((await serving(three, '--rate-limit-resource=R:2')).load.status).toBe(200);
  });

  test('may not have a resource both for all devices and for each', async () => {
    const both = 'resources [ { name: "R" count: 1 }, { name: "R" global: true count: 1 } ]';
    expect((await serving(both)).load.status).toBe(200);
    const { load } = await serving(both, '--rate-limit=execution_count');
    expect(await load.text()).toContain(
      'Resource \\"R\\" is present as both global and device-specific resource in the model configuration.',
    );
  });
});

test.each([
  ['--rate-limit=often', "--rate-limit must be off or execution_count, not 'often'."],
  ['--rate-limit-resource=R', "--rate-limit-resource must be <name>:<count>[:<device>], not 'R'."],
])('the flag %s is refused', (flag, words) => {
  expect(() => parseOptions(['--model-repository=/m', flag])).toThrow(words);
});
