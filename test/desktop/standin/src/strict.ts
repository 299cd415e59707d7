import { inspect } from 'node:util';

/** What JavaScript itself, its inspector and promises look for on any object. */
const NATURAL = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  'name',
  'length',
  'inspect',
  'asymmetricMatch',
]);

/** An object that throws on what the stand-in does not have, where plain JavaScript would quietly give undefined. */
export function strict<Target extends object>(path: string, target: Target): Target {
  return new Proxy(target, {
    get(object, key, receiver) {
      const known =
        typeof key === 'symbol' || key in object || NATURAL.has(key) || key === String(inspect.custom);
      if (!known) throw new Error(`The stand-in does not have electron.${path}.${key}.`);
      return Reflect.get(object, key, receiver);
    },
  });
}
