import { InferdeckError } from '../../errors.ts';
import type { MessageOf } from './messages.ts';
import type { Exit } from './process.ts';

/** A process that ended before its model was loaded, with the last it said. */
export function endedInStart({ how, lastWords }: Exit): InferdeckError {
  const said = lastWords.length === 0 ? '' : `\n${lastWords.join('\n')}`;
  return new InferdeckError(
    'internal',
    `The Python process ended with ${how} before the model was loaded.${said}`,
  );
}

export function startsTooLong(name: string, ms: number): InferdeckError {
  return new InferdeckError(
    'unavailable',
    `The Python process of ${name} was not ready after ${ms / 1000} s.`,
    {
      nextStep:
        'If it needs longer, start the server with --backend-config=python,initialize-timeout-seconds=N (in `initialize`)' +
        ' or stub-timeout-seconds=N (until Python itself runs).',
    },
  );
}

/** What a model or its framework raised while it was loaded. */
export function startFailed({ message, missing }: MessageOf<'start-failed'>): InferdeckError {
  return new InferdeckError('internal', message.trimEnd(), {
    ...(missing !== null && {
      nextStep: `Write ${missing} into requirements.txt beside config.pbtxt, or install it for the Python that runs the model.`,
    }),
  });
}
