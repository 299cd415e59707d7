import { notifications } from '@mantine/notifications';
import { InferdeckError, messageOf } from '../../server/errors.ts';

/** Says what failed and what to do about it; it stays until it is dismissed. */
export function notifyFailure(title: string, thrown: unknown): void {
  const nextStep = thrown instanceof InferdeckError ? thrown.nextStep : undefined;
  const message = nextStep === undefined ? messageOf(thrown) : `${messageOf(thrown)} ${nextStep}`;
  notifications.show({ title, message, color: 'red', autoClose: false });
}
