import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../../server/options.ts';

const options = (...flags: readonly string[]) => parseOptions(['--model-repository=/m', ...flags]);

describe('restricted parts of the protocols', () => {
  test('are none by default', () => {
    const { restricted } = options();
    expect([restricted.http.size, restricted.grpc.size]).toEqual([0, 0]);
  });

  test('have one header for all that are named together', () => {
    const { restricted } = options(
      '--http-restricted-api=model-repository,trace:Admin-Key=a=b',
      '--http-restricted-api=inference:user=c',
      '--grpc-restricted-protocol=health:key=d',
    );
    expect(Object.fromEntries(restricted.http)).toEqual({
      'model-repository': { name: 'admin-key', value: 'a=b' },
      trace: { name: 'admin-key', value: 'a=b' },
      inference: { name: 'user', value: 'c' },
    });
    expect(Object.fromEntries(restricted.grpc)).toEqual({
      health: { name: 'triton-grpc-protocol-key', value: 'd' },
    });
  });

  test.each([
    ['--http-restricted-api=x:a=b', "unknown restricted api 'x'"],
    ['--grpc-restricted-protocol=x:a=b', "unknown restricted protocol 'x'"],
    ['--http-restricted-api=inference', '--http-restricted-api must be <api>[,<api>]:<header>=<value>.'],
    ['--http-restricted-api=inference:secret', '--http-restricted-api must be'],
    [
      '--http-restricted-api=trace,trace:a=b',
      "restricted api 'trace' can not be specified in multiple groups",
    ],
  ])('%s is refused', (flag, message) => {
    expect(() => options(flag)).toThrow(message);
  });
});
