import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readStartArguments } from '../../electron/start-arguments.ts';

test.each([
  [['.', '--model-repository', '/models'], '/models'],
  [['.', '--model-repository=/my models'], '/my models'],
  [['--no-sandbox', '--inspect=0', '.', '--model-repository', 'models'], resolve('/work', 'models')],
  [['--model-repository', '/first', '--model-repository', '/second'], '/second'],
  [['.'], undefined],
  [['.', '--model-repository'], undefined],
  [['.', '--model-repository='], undefined],
])('of the command line %j it takes the repository %s', (args, expected) => {
  expect(readStartArguments(args, '/work').repository).toBe(expected);
});

test.each([
  [['.', '--http-port', '8123'], 8123],
  [['.', '--http-port=8123'], 8123],
  [['.', '--http-port=many'], undefined],
  [['.', '--http-port=-1'], undefined],
  [['.'], undefined],
])('of the command line %j it takes the port %s', (args, expected) => {
  expect(readStartArguments(args, '/work').httpPort).toBe(expected);
});

test.each([
  [['.', '--http-port', '8123'], []],
  [['/app', '/models/net.onnx'], ['/models/net.onnx']],
  [
    ['--no-sandbox', 'net.ONNX', 'two.inferdeck'],
    ['/work/net.ONNX', '/work/two.inferdeck'],
  ],
  [['/models/whole folder'], ['/models/whole folder']],
  [['file:///models/with%20space.onnx', 'file://%'], ['/models/with space.onnx']],
])('of the command line %j it opens %j', (args, expected) => {
  const files = expected.map((file) => resolve(file));
  expect(readStartArguments(args, '/work', '/app').files).toEqual(files);
});
