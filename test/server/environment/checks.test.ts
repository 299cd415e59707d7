import { describe, expect, test } from 'vitest';
import { checkFolder } from '../../../server/environment/check-folder.ts';
import { checkGraphics } from '../../../server/environment/check-graphics.ts';
import { checkPorts } from '../../../server/environment/check-ports.ts';
import { checkProgram } from '../../../server/environment/check-program.ts';
import { checkProviders } from '../../../server/environment/check-providers.ts';
import { checkPython } from '../../../server/environment/check-python.ts';
import { tempFolder } from '../../support/temp.ts';

const HTTP = { title: 'HTTP', flag: '--http-port' };
const nobody = async () => undefined;

describe('a port', () => {
  test('that was opened as asked is fine, and so is one that was turned off', async () => {
    const open = { address: '127.0.0.1', port: 8000 };
    const checks = await checkPorts(
      [
        { ...HTTP, asked: 8000, open },
        { ...HTTP, asked: undefined, open: undefined },
      ],
      nobody,
    );
    expect(checks.map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
  });

  test('that another program has is named, with the program and the flag', async () => {
    const asked = { ...HTTP, asked: 8000, open: { address: '127.0.0.1', port: 8003 } };
    const [check] = await checkPorts([asked], async () => 'python3 (process 4711)');
    expect(check).toMatchObject({
      verdict: 'attention',
      found: 'Served at 127.0.0.1:8003, because 8000 was taken by python3 (process 4711).',
      action: { kind: 'words', words: expect.stringContaining('--http-port') },
    });
  });
});

describe('a folder', () => {
  test('that can be written tells its room', async () => {
    const check = await checkFolder({ title: 'Model repository', path: await tempFolder() });
    expect(check.found).toMatch(/can be written, .*\d [KMGT]B/);
  });

  test('that cannot be written says why, and what does not work then', async () => {
    const check = await checkFolder({ title: 'Model repository', path: '/nowhere/at/all' });
    expect(check).toMatchObject({
      verdict: 'attention',
      found: expect.stringMatching(/cannot be written.*imports/),
    });
  });
});

test('a card that is not there is missing, with the reason; models still run', () => {
  const [check] = checkGraphics({
    state: 'unknown',
    reason: 'No NVIDIA driver is installed.',
    nextStep: 'Install it.',
  });
  expect(check).toMatchObject({
    verdict: 'missing',
    found: 'No NVIDIA driver is installed. Models run on the processor.',
    action: { words: 'Install it.' },
  });
});

test('a provider that is listed and gives no session is missing, in the words of the runtime', () => {
  const checks = checkProviders('1.30.0', [
    { provider: 'cpu', bundled: true },
    { provider: 'cuda', bundled: false, problem: 'Failed to load shared library' },
  ]);
  expect(checks.map(({ title, verdict }) => `${title}: ${verdict}`)).toEqual([
    'ONNX Runtime: ok',
    'Execution provider CPU: ok',
    'Execution provider CUDA: missing',
  ]);
  expect(checks.at(-1)?.found).toContain('Failed to load shared library.');
});

test('a framework that is missing comes with the command that installs it', () => {
  const checks = checkPython({
    interpreters: [],
    frameworks: [
      {
        backend: 'pytorch',
        title: 'PyTorch',
        home: 'python',
        state: 'missing',
        isChosen: false,
        note: 'No Python has torch.',
        nextStep: 'Run: python3 -m pip install torch',
      },
    ],
  });
  expect(checks).toMatchObject([
    { title: 'Python', verdict: 'missing' },
    {
      title: 'PyTorch',
      verdict: 'missing',
      action: { kind: 'command', command: 'python3 -m pip install torch' },
    },
  ]);
});

test('an old Node is told apart from one that will do', () => {
  const verdictOf = (node: string) => checkProgram(node).find(({ title }) => title === 'Node.js')?.verdict;
  expect(['18.20.0', '20.18.9', '20.19.0', '24.0.0'].map(verdictOf)).toEqual([
    'attention',
    'attention',
    'ok',
    'ok',
  ]);
});
