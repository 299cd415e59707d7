import { describe, expect, test } from 'vitest';
import type { StreamedAnswer } from '../../../../server/scheduling/inference.ts';
import {
  COUNT,
  DECOUPLED,
  decoupledPy,
  modelPy,
  vector,
  vectorModel,
} from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { binaryRequest, floatsOf } from '../../../support/v2-client.ts';

/** Counts up to the input and ends with an answer of its own, with none, or from another thread. */
const COUNT_WITH_LAST = decoupledPy(`
    for number in range(int(numbers[0])):
      sender.send(self.out(number), pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL if number + 1 == numbers[0] else 0)`);
const COUNT_LATER = decoupledPy(`
    def later():
      for number in range(int(numbers[0])):
        sender.send(self.out(number))
      sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
    threading.Thread(target=later).start()`);

const serve = async (source: string, more = ''): Promise<TestServer> =>
  startServer(await repositoryOf(vectorModel('m', source, `${DECOUPLED} ${more}`)));

function ask(server: TestServer, number: number): AsyncGenerator<StreamedAnswer> {
  const { name, datatype, shape, data } = vector(number);
  const inputs = [{ name, datatype, shape, data: new Uint8Array(data) }];
  return server.models.stream({ modelName: 'm', id: 'x', inputs, outputs: [], parameters: {} });
}

async function allOf(answers: AsyncIterable<StreamedAnswer>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const answer of answers) all.push(seen(answer));
  return all;
}

function seen(answer: StreamedAnswer): unknown {
  if (answer.state === 'end') return 'end';
  const what =
    answer.state === 'error' ? answer.error.message : floatsOf(answer.response.outputs[0]?.data)[0];
  return answer.final ? [what, 'final'] : what;
}

describe('a decoupled model', () => {
  test.each([
    ['and ends with its last answer', COUNT_WITH_LAST, [0, 1, [2, 'final']]],
    ['and ends after its last answer', COUNT, [0, 1, 2, 'end']],
    ['from another thread, after execute', COUNT_LATER, [0, 1, 2, 'end']],
  ])('gives any number of answers %s', async (_, source, expected) => {
    const server = await serve(source);
    expect(await allOf(ask(server, 3))).toEqual(expected);
  });

  test('may give none', async () => {
    expect(await allOf(ask(await serve(COUNT), 0))).toEqual(['end']);
  });

  test('answers many requests at the same time, each in its order', async () => {
    const server = await serve(COUNT_LATER);
    const answers = await Promise.all([30, 20, 10].map((count) => allOf(ask(server, count))));
    expect(answers.map((all) => all.length)).toEqual([31, 21, 11]);
    expect(answers[0]).toEqual([...Array(30).keys(), 'end']);
  });

  test('may answer from a coroutine that goes on while the next request comes', async () => {
    const source = `import asyncio
import numpy as np
${modelPy(`
  waiting = None
  async def execute(self, requests):
    number = requests[0].inputs()[0].as_numpy()
    sender = requests[0].get_response_sender()
    if number[0] == 1:
      TritonPythonModel.waiting = asyncio.Event()
      sender.send(pb_utils.InferenceResponse([pb_utils.Tensor("out", number)]))
      await TritonPythonModel.waiting.wait()
    else:
      TritonPythonModel.waiting.set()
    sender.send(pb_utils.InferenceResponse([pb_utils.Tensor("out", number * 10)]), 1)
`)}`;
    const server = await serve(source);
    const first = ask(server, 1);
    expect(seen((await first.next()).value)).toBe(1);
    expect(await allOf(ask(server, 2))).toEqual([[20, 'final']]);
    expect(await allOf(first)).toEqual([[10, 'final']]);
  });

  test('is heard when an answer of its is an error, and goes on', async () => {
    const source = decoupledPy(`
    sender.send(pb_utils.InferenceResponse(error=pb_utils.TritonError("not yet")))
    sender.send(self.out(1), 1)`);
    expect(await allOf(ask(await serve(source), 1))).toEqual(['not yet', [1, 'final']]);
  });

  test.each([
    ['raise ValueError("bad day")', /message: ValueError: bad day/],
    ['sender.send(self.out(1), 1); sender.send(self.out(2))', /Response sender has been closed/],
    ['sender.send()', /Inference Response object must be provided when the response flags is set to zero/],
  ])('that fails (%s) ends its answers with the reason', async (body, reason) => {
    const server = await serve(decoupledPy(`    ${body}`));
    const answers = await allOf(ask(server, 1));
    // What fails after the last answer is only told in the log, and may be told later.
    await expect.poll(() => server.log() + JSON.stringify(answers)).toMatch(reason);
    expect(JSON.stringify(answers.at(-1))).toContain('final');
  });

  test('that returns responses all the same is told not to', async () => {
    const source = modelPy('  def execute(self, requests): return []');
    expect(await allOf(ask(await serve(source), 1))).toEqual([
      [
        expect.stringMatching(
          /Python model 'm' is using the decoupled mode and the execute function must return None\./,
        ),
        'final',
      ],
    ]);
  });

  test('that forgets a request does not let its caller wait for ever', async () => {
    const source = decoupledPy('    sender.send(self.out(5))');
    expect(await allOf(ask(await serve(source), 1))).toEqual([5, 'end']);
  });

  test('is told when its caller has left', async () => {
    const source = decoupledPy(`
    def later():
      sender.send(self.out(0))
      while not request.is_cancelled(): time.sleep(0.001)
      pb_utils.Logger.log_info("left alone")
      sender.send(flags=1)
    threading.Thread(target=later).start()`);
    const server = await serve(source);
    for await (const answer of ask(server, 1)) {
      expect(seen(answer)).toBe(0);
      break;
    }
    await expect.poll(() => server.log()).toContain('left alone');
    await expect.poll(() => server.models.find('m').pending).toBe(0);
  });

  test('that dies ends every stream with the reason', async () => {
    const source = `import os\n${decoupledPy('    sender.send(self.out(1))\n    os._exit(1) if numbers[0] == 2 else None\n    self.kept = sender')}`;
    const server = await serve(source);
    const first = ask(server, 1);
    expect(seen((await first.next()).value)).toBe(1);
    await allOf(ask(server, 2));
    expect(await allOf(first)).toEqual([['Stub process is not healthy.', 'final']]);
  });

  test('lets its last answers out before it is unloaded', async () => {
    const source = decoupledPy(`
    def later():
      while not getattr(self, "go", False): time.sleep(0.001)
      sender.send(self.out(7), 1)
    if numbers[0] == 0:
      self.go = True
      sender.send(flags=1)
    else:
      threading.Thread(target=later).start()`);
    const server = await serve(source);
    const version = server.models.find('m');
    const waiting = allOf(ask(server, 1));
    await expect.poll(() => version.pending).toBe(1);
    await allOf(ask(server, 0));
    const { drained } = (await server.models.served('m')?.unload()) ?? {};
    expect(await waiting).toEqual([[7, 'final']]);
    await drained;
    expect(server.models.served('m')?.record(1)?.state).toBe('UNAVAILABLE');
  });

  test('has no place in a plain infer call', async () => {
    const server = await serve(COUNT);
    const response = await server.call('/v2/models/m/infer', {
      method: 'POST',
      ...binaryRequest([vector(1)]),
    });
    expect([response.status, await errorOf(response)]).toEqual([
      501,
      "HTTP end point doesn't support models with decoupled transaction policy",
    ]);
  });
});

describe('a response sender of a model that is not decoupled', () => {
  const plain = async (source: string): Promise<TestServer> =>
    startServer(await repositoryOf(vectorModel('m', source)));

  test('gives the one answer, also later', async () => {
    expect(await allOf(ask(await plain(COUNT_WITH_LAST), 1))).toEqual([[0, 'final']]);
    expect(await allOf(ask(await plain(COUNT_LATER), 1))).toEqual([[0, 'final']]);
  });

  test('refuses a second one', async () => {
    const [answer] = await allOf(ask(await plain(COUNT), 2));
    expect(JSON.stringify(answer)).toContain('Non-decoupled model cannot send more than one response.');
  });
});
