import { describe, expect, test } from 'vitest';
import { identityModel } from '../support/onnx.ts';
import { repositoryOf } from '../support/repository.ts';
import { startServer } from '../support/server.ts';

describe('the log after the start', () => {
  test('has a table of the models with their states, and why one does not serve', async () => {
    const model = identityModel('FP32');
    const repository = await repositoryOf({
      'good/1/model.onnx': model,
      'good/2/model.onnx': model,
      'good/config.pbtxt': 'version_policy { all { } }',
      'bad/1/model.onnx': 'no model',
    });
    const { log } = await startServer(repository);
    const cells = log()
      .split('\n')
      .filter((line) => line.includes('| '))
      .map((line) =>
        line
          .slice(line.indexOf('|') + 1)
          .split('|')
          .map((cell) => cell.trim()),
      );
    const ofModels = cells.slice(cells.findIndex(([title]) => title === 'Model'));
    expect(
      ofModels.map(([name, version, status]) => [name, version, status?.replace(/: .*/, ': …')]),
    ).toEqual([
      ['Model', 'Version', 'Status'],
      ['bad', expect.any(String), 'UNAVAILABLE: …'],
      ['good', '1', 'READY'],
      ['good', '2', 'READY'],
    ]);
  });

  test('begins with a table of the backends, each with what the command line sets', async () => {
    const { log } = await startServer(await repositoryOf({}), {
      backendConfig: {
        '': { 'min-compute-capability': '6' },
        onnxruntime: { 'enable-global-threadpool': '1' },
      },
    });
    const row = (name: string) => new RegExp(`\\| ${name} +\\| (.*?) *\\|`).exec(log())?.[1];
    expect(row('onnxruntime')).toBe('min-compute-capability=6 enable-global-threadpool=1');
    expect(row('python')).toBe('min-compute-capability=6');
  });
});
