import { build } from '../../scripts/lib/build.ts';

/** The bundles that servers, browsers and the shell run from are made once, before the first test. */
export default async function setup(): Promise<void> {
  await build({ quiet: true });
}
