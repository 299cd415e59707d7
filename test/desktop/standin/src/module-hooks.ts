import Module, { register } from 'node:module';

const KEY = 'standinElectron';

/** Makes `electron` mean the stand-in, for `import` and for `require`; the inspector's `require` included. */
export function hookModules(electron: Readonly<Record<string, unknown>>): void {
  Object.assign(globalThis, { [KEY]: electron });
  // Node's own name: there is no public way to answer `require` of a package that is there.
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const { _load: load } = loader;
  Object.assign(loader, {
    _load: (request: string, ...rest: unknown[]) =>
      request === 'electron' ? electron : load(request, ...rest),
  });

  const names = Object.keys(electron).map((name) => `export const ${name} = electron.${name};`);
  const source = `const electron = globalThis.${KEY}; export default electron; ${names.join(' ')}`;
  const hooks = `export const resolve = (name, context, next) => name === 'electron'
    ? { url: ${JSON.stringify(asUrl(source))}, shortCircuit: true } : next(name, context);`;
  register(asUrl(hooks));
}

function asUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
