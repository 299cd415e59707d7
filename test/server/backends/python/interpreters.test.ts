import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  pythonCandidates,
  type Surroundings,
} from '../../../../server/backends/python/interpreters/candidates.ts';
import { InterpreterChoices } from '../../../../server/backends/python/interpreters/choices.ts';
import { Interpreters } from '../../../../server/backends/python/interpreters/find.ts';
import { FrameworkSurvey } from '../../../../server/backends/python/interpreters/survey.ts';
import { installCommand, NUMPY } from '../../../../server/backends/python/interpreters/need.ts';
import { tempFolder } from '../../../support/temp.ts';

const needsNumpy = { backend: 'python', title: 'Python models', modules: [NUMPY] };
const torch = { module: 'torch', pip: 'torch', debian: 'python3-torch' };
const needsTorch = { backend: 'pytorch', title: 'PyTorch', modules: [torch, NUMPY] };

/** Nobody has chosen a Python yet. */
const interpretersOf = async (surroundings: Surroundings): Promise<Interpreters> =>
  new Interpreters(new InterpreterChoices(await tempFolder()), surroundings);

/** A virtual environment without any package. */
async function emptyEnvironment(): Promise<string> {
  const folder = join(await tempFolder(), 'venv');
  await promisify(execFile)('/usr/bin/python3', ['-m', 'venv', '--without-pip', folder]);
  return folder;
}

describe('a Python is looked for', () => {
  test('where it was chosen, then in the active environment, then on the PATH, then where systems put it', () => {
    const env = {
      INFERDECK_PYTHON: '/chosen/python',
      VIRTUAL_ENV: '/venv',
      CONDA_PREFIX: '/conda',
      PATH: ['/a', '/usr/bin'].join(delimiter),
    };
    const found = pythonCandidates({ platform: 'linux', env });
    expect(found.map(({ path }) => path).slice(0, 5)).toEqual([
      '/chosen/python',
      '/venv/bin/python',
      '/conda/bin/python',
      '/a/python3',
      '/a/python',
    ]);
    expect(found.map(({ path }) => path)).toContain('/usr/local/bin/python3');
  });

  test('and found with numpy and torch on this machine', async () => {
    const python = await (await interpretersOf(process)).find(needsTorch);
    expect(python.modules).toMatchObject({ numpy: expect.any(String), torch: expect.any(String) });
  });

  test('further than one that lacks a module', async () => {
    const env = { VIRTUAL_ENV: await emptyEnvironment(), PATH: '/usr/bin' };
    const python = await (await interpretersOf({ platform: 'linux', env })).find(needsNumpy);
    expect(python.path).toBe('/usr/bin/python3');
  });
});

describe('a Python that will not do', () => {
  test('is named with what it lacks and the command that installs it, when it was chosen', async () => {
    const python = join(await emptyEnvironment(), 'bin/python');
    const interpreters = await interpretersOf({ platform: 'linux', env: { INFERDECK_PYTHON: python } });
    await expect(interpreters.find(needsNumpy)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(
        /^The python backend cannot run: .*\/venv\/bin\/python \(Python 3[.\d]+\) has no numpy\.$/,
      ),
      nextStep: `Run: ${python} -m pip install numpy`,
    });
  });

  test('is not asked again for what it has, and asked again for what it lacked', async () => {
    const chosen = join(await emptyEnvironment(), 'bin/python');
    const interpreters = await interpretersOf({ platform: 'linux', env: { PATH: '/usr/bin' } });
    await expect(interpreters.find(needsNumpy, chosen)).rejects.toThrow(/has no numpy/);
    await promisify(execFile)(chosen, ['-c', fakeNumpy]);
    await expect(interpreters.find(needsNumpy, chosen)).resolves.toMatchObject({ path: chosen });
  });

  test('or that is not there is said to be so', async () => {
    const interpreters = await interpretersOf({
      platform: 'linux',
      env: { INFERDECK_PYTHON: '/nowhere/python' },
    });
    await expect(interpreters.find(needsNumpy)).rejects.toThrow(
      'The python backend cannot run: /nowhere/python is no Python that works (3.9 or later is needed).',
    );
    const empty = await interpretersOf({ platform: 'sunos', env: { PATH: '' } });
    await expect(empty.find(needsNumpy)).rejects.toThrow(/there is no Python 3\.9 or later on this machine/);
  });
});

/** Puts an empty module of that name where the environment finds it. */
const fakeNumpy =
  'import sysconfig, pathlib; pathlib.Path(sysconfig.get_path("purelib"), "numpy.py").touch()';

describe('the frameworks of this machine', () => {
  const surveyOf = async (): Promise<FrameworkSurvey> => {
    const env = { VIRTUAL_ENV: await emptyEnvironment(), PATH: '/usr/bin' };
    return new FrameworkSurvey(
      await interpretersOf({ platform: 'linux', env }),
      [needsNumpy, needsTorch],
      [],
    );
  };

  test('are told for each Python, once, with what installs those that are missing', async () => {
    const { interpreters, frameworks } = await (await surveyOf()).report();
    expect(interpreters.map(({ origin }) => origin)).toEqual(
      expect.arrayContaining(['virtual environment', 'PATH']),
    );
    const [empty, system] = interpreters;
    expect(empty?.frameworks[1]).toEqual({
      backend: 'pytorch',
      missing: ['torch', 'numpy'],
      command: `${empty?.path} -m pip install torch numpy`,
    });
    expect(system?.frameworks[1]).toMatchObject({ missing: [], version: expect.stringMatching(/^\d/) });
    expect(frameworks[1]).toMatchObject({
      state: 'ready',
      title: 'PyTorch',
      python: '/usr/bin/python3',
      isChosen: false,
    });
  });

  test('run in the Python that is chosen, if it will do', async () => {
    const survey = await surveyOf();
    const [empty, system] = (await survey.report()).interpreters;
    await expect(survey.choose('pytorch', empty?.path)).rejects.toThrow(/has no torch and numpy/);
    expect(await survey.choose('pytorch', system?.path)).toBe(true);
    const chosen = (await survey.report()).frameworks[1];
    expect(chosen).toMatchObject({ python: system?.path, isChosen: true });
    expect(await survey.choose('pytorch', undefined)).toBe(true);
    expect((await survey.report()).frameworks[1]).toMatchObject({ isChosen: false });
    expect(await survey.choose('fortran', system?.path)).toBe(false);
  });

  test('keep the choice from one start to the next', async () => {
    const folder = await tempFolder();
    await new InterpreterChoices(folder).choose('pytorch', '/some/python');
    expect(await new InterpreterChoices(folder).of('pytorch')).toBe('/some/python');
  });
});

describe('the command that installs', () => {
  const python = {
    path: '/usr/bin/python3',
    home: '/usr',
    version: [3, 11, 2] as [number, number, number],
    modules: {},
    externallyManaged: true,
  };

  test('uses the package manager of a system that keeps pip out', () => {
    expect(installCommand(python, [torch, NUMPY], 'linux')).toBe(
      'sudo apt-get install python3-torch python3-numpy',
    );
  });

  test('makes an environment where such a system does not have the package', () => {
    expect(installCommand(python, [{ module: 'tensorflow', pip: 'tensorflow' }], 'linux')).toBe(
      '/usr/bin/python3 -m venv ~/.inferdeck/python && ~/.inferdeck/python/bin/python -m pip install tensorflow' +
        ' && export INFERDECK_PYTHON=~/.inferdeck/python/bin/python',
    );
  });

  test('quotes a path with blanks', () => {
    const path = 'C:\\Program Files\\Python\\python.exe';
    expect(installCommand({ ...python, path, externallyManaged: false }, [NUMPY], 'win32')).toBe(
      `"${path}" -m pip install numpy`,
    );
  });
});
