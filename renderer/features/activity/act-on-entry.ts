import { notifications } from '@mantine/notifications';
import { messageOf } from '../../../server/errors.ts';
import { cancelImport, undoImport } from '../../queries/imports.ts';

/** Stops an operation, and says so when it cannot be stopped any more. */
export async function cancelEntry(id: string): Promise<void> {
  await cancelImport(id).catch(complain);
}

/** Takes an operation back, and says so when that does not work. */
export async function undoEntry(id: string): Promise<void> {
  await undoImport(id).catch(complain);
}

function complain(thrown: unknown): void {
  notifications.show({ color: 'red', message: messageOf(thrown), autoClose: false });
}
