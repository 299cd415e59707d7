import { InferdeckError, messageOf } from '../../errors.ts';

const REASONS: Readonly<Record<string, readonly [reason: string, nextStep: string]>> = {
  ENOSPC: ['the disk is full', 'Make room on the disk, and drop it again.'],
  EDQUOT: ['your share of the disk is used up', 'Make room on the disk, and drop it again.'],
  EROFS: [
    'the repository is read-only',
    'Serve a repository that can be written, or make this one writable.',
  ],
  EACCES: ['permission denied', 'See whether you may write in the repository.'],
  EPERM: ['permission denied', 'See whether you may write in the repository.'],
  ENAMETOOLONG: ['a name is too long for this file system', 'Give it a shorter name, and drop it again.'],
};

/** A failure to write in the repository, in words. An expected failure stays as it is. */
export function writeFailure(repository: string, thrown: unknown): InferdeckError {
  if (thrown instanceof InferdeckError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const [reason, nextStep] = REASONS[code] ?? [messageOf(thrown), 'Nothing was changed; try again.'];
  return new InferdeckError('unavailable', `Cannot write in ${repository}: ${reason}.`, {
    nextStep,
    cause: thrown,
  });
}
