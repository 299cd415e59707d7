import type { ServerLink } from '../../../queries/server-link.ts';
import type { BufferState } from '../buffer/config-buffer.ts';

/** Why the text cannot be saved now, as a sentence; undefined when it can. */
export function saveBlocked(
  { standing }: Pick<BufferState, 'standing'>,
  link: ServerLink,
  isBusy: boolean,
): string | undefined {
  if (isBusy) return 'The last save is still under way.';
  if (link.state !== 'live') return 'The server does not answer; your text is kept until it does.';
  if (standing === 'clean') return 'The text is what the file says.';
  if (standing === 'conflict') return 'The file changed on disk; choose first which text counts.';
  return undefined;
}
