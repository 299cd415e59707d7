import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { firstRepository, repositoryInArguments } from '../../electron/repository-choice.ts';

test.each([
  [['.', '--model-repository', '/models'], '/models'],
  [['.', '--model-repository=/my models'], '/my models'],
  [['--no-sandbox', '--inspect=0', '.', '--model-repository', 'models'], resolve('/work', 'models')],
  [['--model-repository', '/first', '--model-repository', '/second'], '/second'],
  [['.'], undefined],
  [['.', '--model-repository'], undefined],
  [['.', '--model-repository='], undefined],
])('of the command line %j it takes %s', (args, expected) => {
  expect(repositoryInArguments(args, '/work')).toBe(expected);
});

test('the command line goes before the last repository, and that before the samples', async () => {
  const samples = async () => '/samples';
  expect(await firstRepository({ named: '/named', last: '/last', samples })).toBe('/named');
  expect(await firstRepository({ named: undefined, last: '/last', samples })).toBe('/last');
  expect(await firstRepository({ named: undefined, last: undefined, samples })).toBe('/samples');
});
