import { expect, test } from 'vitest';
import { serverCommand } from '../../electron/server-command.ts';
import { parseOptions } from '../../server/options.ts';

const commandFor = serverCommand({
  entry: '/app/dist/server/main.js',
  secret: 'secret',
  inherited: {
    PATH: '/bin',
    HOME: '/home/ada',
    LC_ALL: 'C',
    NODE_OPTIONS: '--inspect',
    AWS_SECRET_ACCESS_KEY: 'k',
  },
});

test('the server understands its command line', () => {
  expect(
    parseOptions(commandFor({ repositories: ['/my models', '/more'], port: 8123, safe: false }).args),
  ).toMatchObject({
    repositories: ['/my models', '/more'],
    controlMode: 'explicit',
    loadModels: ['*'],
    httpAddress: '127.0.0.1',
    httpPort: 8123,
    nextFreePort: true,
    announce: 'json',
  });
});

test('the server gets what it needs of the environment, and nothing else', () => {
  expect(commandFor({ repositories: ['/models'], port: 8000, safe: true }).env).toEqual({
    PATH: '/bin',
    HOME: '/home/ada',
    LC_ALL: 'C',
    INFERDECK_SESSION_SECRET: 'secret',
  });
});

test('a safe server loads no model, but may be told to', () => {
  const { args } = commandFor({ repositories: ['/models'], port: 8000, safe: true });
  expect(parseOptions(args)).toMatchObject({ controlMode: 'explicit', loadModels: [] });
});
