import { failureOf } from '../../server/errors.ts';

/** Runs what a command is for. A failure is said on stderr, with what to do next, and ends the process with `failed`. */
export async function runCommand(run: () => Promise<void>, failed = 1): Promise<void> {
  try {
    await run();
  } catch (error) {
    const { message, nextStep } = failureOf(error);
    console.error([message, nextStep].filter((part) => part !== undefined).join('\n'));
    process.exitCode = failed;
  }
}
