/**
 * Every command that is not about one model of the list, with the key it comes with. Keys are in the notation of
 * `useHotkeys`: `mod+Enter`, where `mod` is ⌘ on a Mac and Ctrl elsewhere.
 */
export const CATALOGUE = {
  palette: { title: 'Search or run a command', place: 'Anywhere', key: 'mod+K' },
  settings: { title: 'Settings', place: 'Anywhere', key: 'mod+,' },
  'shortcuts:sheet': { title: 'Show the keys', place: 'Anywhere', key: '?' },
  filter: { title: 'Filter the models', place: 'Models', key: '/' },
  start: { title: 'Go to the start page', place: 'Anywhere' },
  frameworks: { title: 'Go to the frameworks', place: 'Anywhere' },
  metrics: { title: 'Watch the metrics', place: 'Anywhere' },
  environment: { title: 'Check this computer', place: 'Anywhere' },
  export: { title: 'Export to Triton', place: 'Anywhere' },
  logs: { title: 'Read the logs', place: 'Anywhere' },
  inbox: { title: 'Read the inbox', place: 'Anywhere' },
  'list:previous': { title: 'Previous model', place: 'Anywhere', key: 'alt+ArrowUp' },
  'list:next': { title: 'Next model', place: 'Anywhere', key: 'alt+ArrowDown' },
  'import:files': { title: 'Add model files or archives', place: 'Anywhere', key: 'mod+U' },
  'import:folder': { title: 'Add a model folder', place: 'Anywhere' },
  'theme:auto': { title: 'Theme: as the system', place: 'Anywhere' },
  'theme:light': { title: 'Theme: light', place: 'Anywhere' },
  'theme:dark': { title: 'Theme: dark', place: 'Anywhere' },
  'desktop:repository': { title: 'Open a repository folder…', place: 'Desktop', key: 'mod+O' },
  'desktop:repository:add': { title: 'Serve another folder beside it…', place: 'Desktop' },
  'desktop:restart': { title: 'Restart the server', place: 'Desktop' },
  'desktop:safe': { title: 'Restart without models', place: 'Desktop' },
  'desktop:log': { title: 'Open the log folder', place: 'Desktop' },
  'tab:overview': { title: 'Overview of the model', place: 'Model', key: 'mod+I' },
  'tab:config': { title: 'Edit the configuration', place: 'Model', key: 'mod+J' },
  'tab:test': { title: 'Test the model', place: 'Model', key: 'mod+E' },
  'tab:metrics': { title: 'Metrics of the model', place: 'Model' },
  'model:compare': { title: 'Compare versions of the model', place: 'Model' },
  'test:run': { title: 'Run the request', place: 'Test', key: 'mod+Enter' },
  'test:cancel': { title: 'Cancel the request', place: 'Test', key: 'Escape' },
  'config:save': { title: 'Save the configuration', place: 'Configuration', key: 'mod+S' },
  'config:format': { title: 'Format the configuration', place: 'Configuration', key: 'shift+alt+F' },
  'config:discard': { title: 'Throw the unsaved text away', place: 'Configuration' },
  'config:next-problem': {
    title: 'Go to the next problem of the configuration',
    place: 'Configuration',
    key: 'F8',
  },
  'config:changes': { title: 'Show what differs from the saved configuration', place: 'Configuration' },
  'compare:run': { title: 'Compare two versions', place: 'Comparison', key: 'mod+Enter' },
  'metrics:pause': { title: 'Stop the charts, or let them go on', place: 'Metrics', key: 'K' },
  'metrics:pin': { title: 'Pin the crosshair, or let it go', place: 'Metrics', key: 'P' },
  'logs:search': { title: 'Search in the log', place: 'Logs', key: '/' },
  'logs:next': { title: 'Next match in the log', place: 'Logs', key: 'F3' },
  'logs:previous': { title: 'Previous match in the log', place: 'Logs', key: 'shift+F3' },
  'logs:latest': { title: 'Jump to the latest lines', place: 'Logs', key: 'L' },
} as const satisfies Readonly<Record<string, Listed>>;

interface Listed {
  readonly title: string;
  /** Where it can be given. The desktop's are there wherever a desktop is. */
  readonly place: Place;
  readonly key?: string;
}

export type Place =
  | 'Anywhere'
  | 'Desktop'
  /** Wherever the list of models is. */
  | 'Models'
  | 'Model'
  | 'Test'
  | 'Configuration'
  | 'Comparison'
  | 'Metrics'
  | 'Logs';

export type ListedId = keyof typeof CATALOGUE;

/** The commands in the order of the catalogue. */
export const LISTED: readonly (Listed & { readonly id: ListedId })[] = Object.keys(CATALOGUE)
  .filter(isListed)
  .map((id) => ({ id, ...CATALOGUE[id] }));

export function isListed(id: string): id is ListedId {
  return Object.hasOwn(CATALOGUE, id);
}
