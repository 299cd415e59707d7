/** What `npm run check` holds the sources against; the tests run the same list. */
export const CHECKS: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] =
  [
    { name: 'format', command: ['npx', 'biome', 'format', '.'] },
    { name: 'lint', command: ['npx', 'oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'types of the server', command: ['npx', 'tsc', '-p', 'server'] },
    { name: 'types of the shell', command: ['npx', 'tsc', '-p', 'electron'] },
    { name: 'types of the window', command: ['npx', 'tsc', '-p', 'renderer'] },
    { name: 'types of tests and scripts', command: ['npx', 'tsc', '-p', 'test'] },
    {
      name: 'arrows between the rooms',
      command: ['npx', 'depcruise', '--output-type', 'err', 'server', 'electron', 'renderer'],
    },
    { name: 'dead code', command: ['npx', 'knip'] },
  ];
