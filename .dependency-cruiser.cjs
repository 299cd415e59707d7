// The arrows of the house: which room may import from which. Pure rooms run in the browser as well as in Node.
const PURE = '^server/(tensors|config|pictures|comparison|export)/';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-rooms-stay-pure',
      comment: 'tensors and config run in the browser: no Node built-ins, no other room.',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-import-pure-rooms-only',
      severity: 'error',
      from: { path: '^server/(tensors|config)/' },
      to: { path: '^(server|renderer|electron)/', pathNot: '^server/(tensors|config|errors\\.ts)' },
    },
    {
      name: 'server-knows-nothing-of-its-windows',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(electron|renderer|test|scripts)/|node_modules/(electron|react)/' },
    },
    {
      name: 'renderer-sees-pure-rooms-and-contracts-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^(server|electron|test|scripts)/',
        pathNot: `${PURE}|/contract\\.ts$|^server/errors\\.ts$`,
      },
    },
    {
      name: 'electron-sees-contracts-only',
      comment: 'and the catalogue of commands, whose words the menu uses',
      severity: 'error',
      from: { path: '^electron/' },
      to: {
        path: '^(server|renderer|test|scripts)/',
        pathNot: '/contract\\.ts$|^server/errors\\.ts$|^renderer/app/commands/catalogue\\.ts$',
      },
    },
    {
      name: 'backends-are-leaves',
      comment: 'protocols -> lifecycle/scheduling -> backends -> tensors/config',
      severity: 'error',
      from: { path: '^server/backends/' },
      to: { path: '^server/(protocols|lifecycle|scheduling|repository|comparison)/' },
    },
    {
      name: 'one-backend-does-not-know-another',
      severity: 'error',
      from: { path: '^server/backends/([^/]+)/' },
      to: {
        path: '^server/backends/([^/]+)/',
        pathNot: ['^server/backends/$1/', '^server/backends/python/'],
      },
    },
    {
      name: 'core-knows-no-protocol',
      severity: 'error',
      from: { path: '^server/(lifecycle|scheduling|repository|telemetry|devices|comparison)/' },
      to: { path: '^server/protocols/' },
    },
    {
      name: 'repository-feeds-lifecycle',
      severity: 'error',
      from: { path: '^server/(repository|scheduling)/' },
      to: { path: '^server/lifecycle/' },
    },
    {
      name: 'products-never-import-tests',
      severity: 'error',
      from: { path: '^(server|electron|renderer)/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
