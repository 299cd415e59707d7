/** The compiler of TypeScript 7, which is several times as fast; the arrows' check needs version 6, whose parser it calls. */
function types(project: string): readonly [string, ...string[]] {
  return ['node', 'node_modules/typescript-native/bin/tsc', '-p', project];
}

/** What `npm run check` holds the sources against; the tests run the same list. */
export const CHECKS: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] =
  [
    { name: 'format', command: ['npx', 'biome', 'format', '.'] },
    { name: 'lint', command: ['npx', 'oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'types of the server', command: types('server') },
    { name: 'types of the shell', command: types('electron') },
    { name: 'types of the window', command: types('renderer') },
    { name: 'types of tests and scripts', command: types('test') },
    {
      name: 'arrows between the rooms',
      command: ['npx', 'depcruise', '--output-type', 'err', 'server', 'electron', 'renderer'],
    },
    { name: 'dead code', command: ['npx', 'knip'] },
  ];
