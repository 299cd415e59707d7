import Module, { register } from 'node:module';

const KEY = 'standinElectron';

/** Makes `electron` mean the stand-in, for `import` and for `require`; the inspector's `require` included. */
export function hookModules(electron: Readonly<Record<string, unknown>>): void {
  Object.assign(globalThis, { [KEY]: electron });
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'electron' ? electron : load(request, ...rest));

  const names = Object.keys(electron).map((name) => `export const ${name} = electron.${name};`);
  const source = `const electron = globalThis.${KEY}; export default electron; ${names.join(' ')}`;
  const hooks = `export const resolve = (name, context, next) => name === 'electron'
    ? { url: ${JSON.stringify(asUrl(source))}, shortCircuit: true } : next(name, context);`;
  register(asUrl(hooks));
}

function asUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
