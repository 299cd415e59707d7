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

  test('every flag of the original has its option', () => {
    const given = {
      'strict-readiness': 'off',
      'exit-timeout-secs': '7',
      'model-config-name': 'fast',
      'model-load-thread-count': '2',
      'model-load-retry-count': '3',
      'repository-poll-secs': '4',
      'http-address': '0.0.0.0',
      'http-max-input-size': '5',
      'allow-client-shm': 'TRUE',
      'cache-config': 'local,size=6',
      id: 'mine',
      'log-verbose': '1',
      'log-info': 'false',
      'log-warning': '0',
      'log-error': 'OFF',
      'log-format': 'ISO8601',
      'log-file': 'server.log',
      'allow-cpu-metrics': 'false',
      'allow-gpu-metrics': 'false',
      'metrics-interval-ms': '500',
    };
    expect(parse(...Object.entries(given).map(([flag, value]) => `--${flag}=${value}`))).toMatchObject({
      strictReadiness: false,
      exitTimeoutSeconds: 7,
      configName: 'fast',
      loadThreads: 2,
      loadRetries: 3,
      pollSeconds: 4,
      httpAddress: '0.0.0.0',
      maxInputBytes: 5,
      clientSharedMemory: true,
      cacheBytes: 6,
      id: 'mine',
      log: {
        verboseLevel: 1,
        info: false,
        warning: false,
        error: false,
        format: 'ISO8601',
        file: 'server.log',
      },
      metrics: { address: '0.0.0.0', cpu: false, gpu: false },
    });
    const trace = [
      'triton,file=t.json',
      'level=TENSORS',
      'rate=2',
      'count=3',
      'triton,log-frequency=4',
      'mode=triton',
    ];
    expect(parse(...trace.map((part) => `--trace-config=${part}`)).trace).toEqual({
      file: 't.json',
      levels: ['TENSORS'],
      rate: 2,
      count: 3,
      logFrequency: 4,
    });
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

  test('with flags that change nothing here is taken, and says why they do not', () => {
    const { remarks } = parse('--http-thread-count=8', '--exit-on-error=false', '--tf-add-vgpu=0;2;1024');
    expect(remarks).toEqual([
      '--exit-on-error has no effect here: a model that fails never ends this server.',
      '--http-thread-count has no effect here: this server makes as many threads as it needs.',
      '--tf-add-vgpu has no effect here: TensorFlow runs in a Python process with settings of its own.',
    ]);
    expect(parse().remarks).toEqual([]);
  });
});

describe('the command line of 2019', () => {
  test.each<[string[], string]>([
    [['--allow-model-control=true', '--allow-poll-model-repository=false'], 'explicit'],
    [['--allow-poll-model-repository=True'], 'poll'],
    [['--allow-poll-model-repository=true', '--repository-poll-secs=0'], 'none'],
    [['--allow-poll-model-repository=false'], 'none'],
    [['--allow-model-control=true', '--model-control-mode=none'], 'none'],
  ])('%j means control mode %s', (args, mode) => {
    expect(parse(...args).controlMode).toBe(mode);
  });

  test('cannot both poll and be controlled', () => {
    expect(() => parse('--allow-model-control=true', '--allow-poll-model-repository=true')).toThrow(
      '--allow-model-control and --allow-poll-model-repository can not be both set to true',
    );
  });

  test('turns completion off and on, unless the flag of today does', () => {
    expect(parse('--strict-model-config=true').autoComplete).toBe(false);
    expect(parse('--strict-model-config=false').autoComplete).toBe(true);
    expect(parse('--strict-model-config=true', '--disable-auto-complete-config=false').autoComplete).toBe(
      true,
    );
  });

  test('turns ports off with -1', () => {
    expect(parse('--grpc-port=-1', '--metrics-port=-1')).toMatchObject({
      grpc: undefined,
      metrics: undefined,
    });
    expect(() => parse('--http-port=-1')).toThrow(
      /--http-port must be a whole number from 0 to 65535, got '-1'/,
    );
  });

  test('traces to a file', () => {
    const { trace } = parse('--trace-file=t.json', '--trace-level=MIN', '--trace-rate=10');
    expect(trace).toMatchObject({ file: 't.json', levels: ['TIMESTAMPS'], rate: 10 });
    expect(parse('--trace-level=off').trace.levels).toEqual([]);
    expect(() => parse('--trace-level=loud')).toThrow(/--trace-level must be one of off, .*got 'loud'/);
  });
});
