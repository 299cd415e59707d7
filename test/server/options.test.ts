import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../server/options.ts';

const parse = (...args: string[]) => parseOptions(['--model-repository=/m', ...args]);

describe('the command line', () => {
  test('has the defaults of the original', () => {
    expect(parse()).toMatchObject({
      repositories: ['/m'],
      controlMode: 'none',
      loadModels: [],
      loadThreads: 4,
      autoComplete: true,
      httpPort: 8000,
      maxInputBytes: 67_108_864,
      exitTimeoutSeconds: 30,
      id: 'triton',
    });
  });

  test('binds to this machine unless told otherwise', () => {
    expect(parse().httpAddress).toBe('127.0.0.1');
  });

  test('takes values with = or as the next word, and repositories several times under both names', () => {
    const options = parse('--http-port', '9000', '--model-store', '/n');
    expect(options).toMatchObject({ httpPort: 9000, repositories: ['/m', '/n'] });
  });

  test.each(['true', 'ON', '1'])('%s is true', (text) => {
    expect(parse(`--disable-auto-complete-config=${text}`).autoComplete).toBe(false);
  });

  test('a switch alone is true', () => {
    expect(parse('--disable-auto-complete-config', '--next-free-port')).toMatchObject({
      autoComplete: false,
      nextFreePort: true,
    });
  });

  test('settings of backends are kept by backend and key', () => {
    const { backendConfig } = parse(
      '--backend-config=onnxruntime,default-max-batch-size=8',
      '--backend-config=a=b',
    );
    expect(backendConfig).toEqual({ onnxruntime: { 'default-max-batch-size': '8' }, '': { a: 'b' } });
  });

  test.each<[string[], RegExp]>([
    [['--http-prot=1'], /Unknown flag --http-prot/],
    [['--http-port=80000'], /--http-port must be a whole number from 0 to 65535, got '80000'/],
    [['--http-port=x'], /got 'x'/],
    [['--model-control-mode=auto'], /--model-control-mode must be one of none, poll, explicit, got 'auto'/],
    [['--next-free-port=maybe'], /must be true or false, got 'maybe'/],
    [['--backend-config=x'], /must look like/],
    [['--load-model=*', '--load-model=a'], /Wildcard model name '\*' must be the ONLY startup model/],
    [['stray'], /stray/],
  ])('%j is refused by name', (args, text) => {
    expect(() => parse(...args)).toThrow(text);
  });

  test('without a repository it says which flag is missing', () => {
    expect(() => parseOptions([])).toThrow('No model repository given.');
  });
});
