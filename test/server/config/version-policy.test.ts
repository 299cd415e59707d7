import { describe, expect, it } from 'vitest';
import { chooseVersions } from '../../../server/config/version-policy.ts';

describe('the version policy', () => {
  it('serves the highest version when there is none', () => {
    expect(chooseVersions(undefined, [1, 10, 2])).toEqual({ versions: [10], missing: [] });
  });

  it('serves the N highest', () => {
    expect(chooseVersions({ latest: { num_versions: 2 } }, [1, 10, 2])).toEqual({
      versions: [10, 2],
      missing: [],
    });
  });

  it('serves all, highest first', () => {
    expect(chooseVersions({ all: {} }, [0, 3, 1])).toEqual({ versions: [3, 1, 0], missing: [] });
  });

  it('serves those listed that exist, and names those that do not', () => {
    expect(chooseVersions({ specific: { versions: [7, 1, 5] } }, [1, 2, 5])).toEqual({
      versions: [5, 1],
      missing: [7],
    });
  });
});
