import { notifications } from '@mantine/notifications';
import { formatConfig } from '../../../server/config/text/format.ts';
import type { ConfigBuffer } from './buffer/config-buffer.ts';
import { diagnosisOf } from './monaco/analysis.ts';

/** Formats the text, comments and order kept; where that changes nothing it says why. */
export function formatText(buffer: ConfigBuffer): void {
  if (buffer.rewrite(formatConfig)) return;
  const error = diagnosisOf(buffer.model).problems.find(({ severity }) => severity === 'error');
  notifications.show({
    message:
      error === undefined
        ? 'The text is formatted already.'
        : `Nothing to format, or line ${error.line} cannot be read: ${error.message}`,
  });
}
