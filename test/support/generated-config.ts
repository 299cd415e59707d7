import { emptyMessage } from '../../server/config/schema/defaults.ts';
import { enumValues } from '../../server/config/schema/enums.ts';
import type { Field, ScalarType } from '../../server/config/schema/field.ts';
import { messageNamed } from '../../server/config/schema/schema.ts';
import { typedMessage } from '../../server/config/schema/typed.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from '../../server/config/schema/value.ts';
import type { Seeded } from './seeded.ts';
import { seeded } from './seeded.ts';

const STRINGS = [
  '',
  'x',
  'gpu_0/data',
  'a "quoted" name',
  "it's",
  'tab\tand\nline',
  'back\\slash',
  'größe',
  '模型',
  '\u0001\u007f',
  '# no comment',
  '{}[]<>:;,',
] as const;

/** A configuration of any shape the schema allows; most make no sense to a server. The same seed makes the same one. */
export function generatedConfig(seed: number, density = 0.25): ModelConfig {
  const random = seeded(seed);
  return typedMessage(generatedMessage('ModelConfig', random, density), 'ModelConfig');
}

function generatedMessage(name: string, random: Seeded, density: number): ConfigMessage {
  const chosen = new Set<string>();
  const set = Object.entries(messageNamed(name).fields).flatMap(([key, field]) => {
    const isRival = field.oneof !== undefined && chosen.has(field.oneof);
    if (isRival || !random.chance(density)) return [];
    if (field.oneof !== undefined) chosen.add(field.oneof);
    return [[key, generatedField(field, random, density)] as const];
  });
  const given = Object.fromEntries(set);
  const all = { ...emptyMessage(name), ...given };
  const order = Object.keys(messageNamed(name).fields);
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

function generatedField(field: Field, random: Seeded, density: number): ConfigValue {
  const items = () =>
    Array.from({ length: random.whole(0, 3) }, () => generatedSingle(field, random, density));
  if (field.cardinality === 'many') return items();
  if (field.cardinality === undefined) return generatedSingle(field, random, density);
  const keyed = items().map(
    (item) => [field.key === 'uint64' ? String(random.whole(0, 9)) : random.pick(STRINGS), item] as const,
  );
  return Object.fromEntries(keyed);
}

function generatedSingle(field: Field, random: Seeded, density: number): ConfigValue {
  if (field.kind === 'message') return generatedMessage(field.type, random, density);
  if (field.kind === 'scalar') return generatedScalar(field.type, random);
  const [first = '', ...rest] = Object.keys(enumValues(field.type));
  return random.pick([first, ...rest]);
}

function generatedScalar(type: ScalarType, random: Seeded): string | number | boolean {
  if (type === 'string') return random.pick(STRINGS);
  if (type === 'bool') return random.chance(0.5);
  if (type === 'float')
    return Math.fround(random.pick([0, -0.5, 1e-7, 3.4e38, Number.POSITIVE_INFINITY, random.next() * 100]));
  if (type === 'double')
    return random.pick([0, 0.1, 5e-324, 1.7e308, Number.NEGATIVE_INFINITY, random.next() * 1e6]);
  const most = type.endsWith('64') ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  return random.pick([0, 1, type.startsWith('u') ? 2 : -1, random.whole(0, 1000), most]);
}
