import { World } from './world.ts';

declare const STANDIN: { readonly channel: string };

const world = new World('main', STANDIN.channel);
world.listen('expose', ({ key, api }: { key: string; api: unknown }) => {
  Object.defineProperty(window, key, { value: deepFreeze(world.take(api)), enumerable: true });
});

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
