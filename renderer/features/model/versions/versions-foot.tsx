import { Button } from '@mantine/core';
import type { useServedVersions } from './use-served-versions.ts';

interface VersionsFootProps {
  readonly versions: ReturnType<typeof useServedVersions>;
}

/** Who answers a request without a version, and whether the file says the same as what serves. */
export function VersionsFoot({ versions }: VersionsFootProps) {
  const { served, earlier, differsFromFile, serve, keep, busy } = versions;
  const highest = served.at(-1);
  return (
    <>
      <span>
        {highest === undefined
          ? 'No version serves.'
          : `Without a version, requests go to the highest served, v${highest}.`}
      </span>
      {differsFromFile ? (
        <>
          <code>{`specific { versions: [${served.join(', ')}] }`}</code> file unchanged
          <Button size="xs" variant="subtle" disabled={busy} onClick={keep}>
            Keep in the file
          </Button>
        </>
      ) : null}
      {earlier !== undefined && earlier.length > 0 && earlier.join() !== served.join() ? (
        <Button size="xs" variant="subtle" disabled={busy} onClick={() => serve(earlier)}>
          Back to {earlier.map((version) => `v${version}`).join(', ')}
        </Button>
      ) : null}
    </>
  );
}
