import type {
  FrameworkFacts,
  FrameworksReport,
  InterpreterFacts,
} from '../backends/python/interpreters/contract.ts';
import type { Check, CheckAction } from './contract.ts';

const area = 'Python';

/** Every Python of this computer, and the frameworks that run in one. */
export function checkPython({ frameworks, interpreters }: FrameworksReport): readonly Check[] {
  const inPython = frameworks.filter(({ home }) => home === 'python');
  return [...checkInterpreters(interpreters), ...inPython.map(checkFramework)];
}

function checkInterpreters(interpreters: readonly InterpreterFacts[]): readonly Check[] {
  if (interpreters.length > 0) return interpreters.map(checkInterpreter);
  return [
    {
      area,
      title: 'Python',
      verdict: 'missing',
      found: 'There is no Python on this computer. ONNX models need none.',
      action: {
        kind: 'words',
        words: 'Install Python 3.9 or later to run Python, PyTorch and TensorFlow models.',
      },
    },
  ];
}

function checkInterpreter({ path, version, isNewEnough }: InterpreterFacts): Check {
  const about = { area, title: `Python ${version}` } as const;
  if (isNewEnough) return { ...about, verdict: 'ok', found: path };
  return {
    ...about,
    verdict: 'attention',
    found: `${path} is too old to run models: Python 3.9 or later is needed.`,
  };
}

function checkFramework({ title, state, version, note, nextStep }: FrameworkFacts): Check {
  const about = {
    area,
    title: version === undefined || version === '' ? title : `${title}, ${version}`,
  } as const;
  if (state === 'ready') return { ...about, verdict: 'ok', found: note };
  const action = nextStep === undefined ? undefined : actionOf(nextStep);
  return { ...about, verdict: 'missing', found: note, ...(action !== undefined && { action }) };
}

function actionOf(nextStep: string): CheckAction {
  const command = /^Run: (.*)$/.exec(nextStep)?.[1];
  return command === undefined ? { kind: 'words', words: nextStep } : { kind: 'command', command };
}
