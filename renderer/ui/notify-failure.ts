import { notifications } from '@mantine/notifications';
import { InferdeckError, messageOf } from '../../server/errors.ts';
import { keepMessage } from './kept-messages.ts';

/** Says what failed and what to do about it; it stays until it is dismissed, and in the inbox until it is put away. */
export function notifyFailure(title: string, thrown: unknown): void {
  keepMessage(title, wordsOf(thrown));
  showFailure(title, thrown);
}

/** The same for what the server keeps among its own failures. */
export function showFailure(title: string, thrown: unknown): void {
  notifications.show({ title, message: wordsOf(thrown), color: 'red', autoClose: false });
}

function wordsOf(thrown: unknown): string {
  const nextStep = thrown instanceof InferdeckError ? thrown.nextStep : undefined;
  return nextStep === undefined ? messageOf(thrown) : `${messageOf(thrown)} ${nextStep}`;
}
