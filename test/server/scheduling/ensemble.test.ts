import { describe, expect, test } from 'vitest';
import { identityModel, onnxModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../support/server.ts';

const tensor = (name: string) => ({ name, datatype: 'FP32', shape: ['batch', 4] }) as const;

/** x to x + x. */
const doubling = onnxModel({
  inputs: [tensor('x')],
  outputs: [tensor('y')],
  nodes: [{ op: 'Add', inputs: ['x', 'x'], outputs: ['y'] }],
});
/** a and b to a + b. */
const adding = onnxModel({
  inputs: [tensor('a'), tensor('b')],
  outputs: [tensor('sum')],
  nodes: [{ op: 'Add', inputs: ['a', 'b'], outputs: ['sum'] }],
});

interface Step {
  readonly model: string;
  readonly version?: number;
  readonly in: Readonly<Record<string, string>>;
  readonly out: Readonly<Record<string, string>>;
}

function ensemble(steps: readonly Step[], more = ''): string {
  const maps = (field: string, map: Readonly<Record<string, string>>) =>
    Object.entries(map).map(([key, value]) => `${field} { key: "${key}" value: "${value}" }`);
  const step = ({ model, version = -1, in: inputs, out }: Step) =>
    `step { model_name: "${model}" model_version: ${version} ${[...maps('input_map', inputs), ...maps('output_map', out)].join(' ')} }`;
  return [
    'platform: "ensemble"',
    'max_batch_size: 4',
    'input { name: "IN" data_type: TYPE_FP32 dims: [ 4 ] }',
    'output { name: "OUT" data_type: TYPE_FP32 dims: [ 4 ] }',
    `ensemble_scheduling { ${steps.map(step).join('\n')} }`,
    more,
  ].join('\n');
}

const members = { 'double/1/model.onnx': doubling, 'add/1/model.onnx': adding };
const withEnsemble = (config: string) =>
  repositoryOf({ ...members, 'all/config.pbtxt': config, 'all/1/.keep': '' });

/** IN -> double -> d; IN and d -> add -> OUT: three times the input, IN used twice. */
const TRIPLE = ensemble([
  { model: 'add', in: { a: 'IN', b: 'd' }, out: { sum: 'OUT' } },
  { model: 'double', in: { x: 'IN' }, out: { y: 'd' } },
]);

async function infer(server: TestServer, data: readonly number[], shape = [1, 4]): Promise<Response> {
  return server.post('/v2/models/all/infer', { inputs: [{ name: 'IN', datatype: 'FP32', shape, data }] });
}

describe('an ensemble', () => {
  test('passes tensors from step to step, in the order in which they become known', async () => {
    const server = await startServer(await withEnsemble(TRIPLE));
    const response = await infer(server, [1, 2, 3, 4, 5, 6, 7, 8], [2, 4]);
    expect(await response.json()).toMatchObject({
      model_name: 'all',
      outputs: [{ name: 'OUT', shape: [2, 4], data: [3, 6, 9, 12, 15, 18, 21, 24] }],
    });
  });

  test('may give an inner tensor to several steps, and out', async () => {
    const config = ensemble(
      [
        { model: 'double', in: { x: 'IN' }, out: { y: 'd' } },
        { model: 'add', in: { a: 'd', b: 'd' }, out: { sum: 'OUT' } },
      ],
      'output { name: "d" data_type: TYPE_FP32 dims: [ 4 ] }',
    );
    const server = await startServer(await withEnsemble(config));
    const { outputs } = JSON.parse(await (await infer(server, [1, 2, 3, 4])).text());
    expect(outputs).toMatchObject([
      { name: 'OUT', data: [4, 8, 12, 16] },
      { name: 'd', data: [2, 4, 6, 8] },
    ]);
  });

  test('serves many requests at a time', async () => {
    const server = await startServer(await withEnsemble(TRIPLE));
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        JSON.parse(await (await infer(server, [index, 0, 0, 0])).text()),
      ),
    );
    expect(answers.map(({ outputs }) => outputs[0].data[0])).toEqual(
      Array.from({ length: 40 }, (_, index) => 3 * index),
    );
  });

  test('is counted, and so is each member', async () => {
    const server = await startServer(await withEnsemble(TRIPLE));
    await infer(server, [1, 2, 3, 4]);
    const counts = ['all', 'double', 'add'].map((name) => server.models.find(name).statistics.success.count);
    expect(counts).toEqual([1, 1, 1]);
  });

  test('names itself and the member in a failure', async () => {
    const server = await startServer(await withEnsemble(TRIPLE));
    await server.models.served('double')?.unload();
    const response = await infer(server, [1, 2, 3, 4]);
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toBe(
      "in ensemble 'all', Request for unknown model: 'double' has no available versions",
    );
  });

  test('takes its labels from the member that makes the output', async () => {
    const repository = await repositoryOf({
      'm/1/model.onnx': identityModel('FP32'),
      'm/labels.txt': 'a\nb\nc\nd\n',
      'm/config.pbtxt':
        'max_batch_size: 4 output { name: "out" data_type: TYPE_FP32 dims: [ 4 ] label_filename: "labels.txt" }',
      'all/config.pbtxt': ensemble([{ model: 'm', in: { in: 'IN' }, out: { out: 'OUT' } }]),
      'all/1/.keep': '',
    });
    const server = await startServer(repository);
    expect(server.models.find('all').spec.outputs[0]?.labels).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('loading an ensemble', () => {
  const load = (server: TestServer, name: string) => server.post(`/v2/repository/models/${name}/load`);
  const unload = (server: TestServer, name: string, parameters?: object) =>
    server.post(`/v2/repository/models/${name}/unload`, parameters && { parameters });
  const serving = (server: TestServer) =>
    server.models.allServed
      .filter(({ ready }) => ready.length > 0)
      .map(({ name }) => name)
      .sort();

  test('loads its members', async () => {
    const server = await startServer(await withEnsemble(TRIPLE), { loadModels: ['all'] });
    expect(serving(server)).toEqual(['add', 'all', 'double']);
  });

  test('unloading it with its dependents spares who was asked for by name', async () => {
    const server = await startServer(await withEnsemble(TRIPLE), { loadModels: ['all', 'add'] });
    await unload(server, 'all', { unload_dependents: true });
    expect(serving(server)).toEqual(['add']);
  });

  test('unloading it alone leaves its members', async () => {
    const server = await startServer(await withEnsemble(TRIPLE), { loadModels: ['all'] });
    await unload(server, 'all');
    expect(serving(server)).toEqual(['add', 'double']);
  });

  test('unloading a member takes the ensemble out of service, with the reason', async () => {
    const server = await startServer(await withEnsemble(TRIPLE), { loadModels: ['all'] });
    await unload(server, 'double');
    await expect
      .poll(() => server.models.served('all')?.record(1))
      .toMatchObject({
        state: 'UNAVAILABLE',
        reason: "ensemble 'all' depends on 'double' which has no loaded version",
      });
    expect((await load(server, 'all')).status).toBe(200);
    expect(serving(server)).toEqual(['add', 'all', 'double']);
  });

  test.each<[string, readonly Step[], RegExp]>([
    [
      'a member that is not there',
      [{ model: 'nowhere', in: { x: 'IN' }, out: { y: 'OUT' } }],
      /ensemble all contains models that are not available or ambiguous: nowhere/,
    ],
    [
      'a version that is not loaded',
      [{ model: 'double', version: 7, in: { x: 'IN' }, out: { y: 'OUT' } }],
      /ensemble '?all'? depends on '?double'? whose required version 7 is not loaded/,
    ],
    [
      'an input that the member does not have',
      [{ model: 'double', in: { wrong: 'IN' }, out: { y: 'OUT' } }],
      /mapping to non-existing input wrong in model double/,
    ],
    [
      'itself as a member',
      [{ model: 'all', in: { IN: 'IN' }, out: { OUT: 'OUT' } }],
      /circular dependency between ensembles: all -> all/,
    ],
  ])('with %s is refused, and the rest serves', async (_what, steps, reason) => {
    const server = await startServer(await withEnsemble(ensemble(steps)));
    expect(server.models.served('all')?.failure?.error.message).toMatch(reason);
    expect(serving(server)).toEqual(['add', 'double']);
  });

  test('whose members disagree about the type of a tensor is refused, and the rest serves', async () => {
    const steps = [{ model: 'ints', in: { in: 'IN' }, out: { out: 'OUT' } }];
    const server = await startServer(
      await repositoryOf({
        ...members,
        'ints/1/model.onnx': identityModel('INT32'),
        'all/config.pbtxt': ensemble(steps),
        'all/1/.keep': '',
      }),
    );
    expect(server.models.served('all')?.failure?.error.message).toMatch(
      /in ensemble all, ensemble tensor IN: inconsistent data type: TYPE_FP32 is inferred from model all while TYPE_INT32 is inferred from model ints/,
    );
    expect(serving(server)).toEqual(['add', 'double', 'ints']);
  });

  test('in a circle is refused by all who are in it', async () => {
    const step = (model: string) => ensemble([{ model, in: { IN: 'IN' }, out: { OUT: 'OUT' } }]);
    const repository = await repositoryOf({
      'a/config.pbtxt': step('b'),
      'b/config.pbtxt': step('a'),
      'a/1/.keep': '',
      'b/1/.keep': '',
    });
    const server = await startServer(repository, { loadModels: [] });
    const response = await load(server, 'a');
    expect(await errorOf(response)).toMatch(
      /failed to poll from model repository: .*(circular dependency|not available)/s,
    );
    expect(server.models.served('b')?.failure?.error.message).toMatch(
      /circular dependency between ensembles: b -> a -> b/,
    );
  });
});
