import { isObject } from '../../server/config/schema/conforms.ts';
import type { Field } from '../../server/config/schema/field.ts';
import { mapEntryOf } from '../../server/config/schema/map-entry.ts';
import { messageNamed } from '../../server/config/schema/schema.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from '../../server/config/schema/value.ts';
import { valueText } from '../../server/config/text/write.ts';
import type { Seeded } from './seeded.ts';
import { seeded } from './seeded.ts';

/** A configuration as somebody with changing habits would write it: every freedom that the text format leaves is taken. */
export function styledConfig(config: ModelConfig, seed: number): string {
  return new Style(seeded(seed)).message(config, 'ModelConfig');
}

type Fields = Readonly<Record<string, Field>>;

class Style {
  private readonly random: Seeded;
  private comments = 0;

  constructor(random: Seeded) {
    this.random = random;
  }

  message(message: ConfigMessage, typeName: string): string {
    return this.scope(message, typeName, messageNamed(typeName).fields);
  }

  private scope(message: ConfigMessage, typeName: string, fields: Fields): string {
    const parts = Object.entries(fields).flatMap(([name, field]) => {
      const value = message[name];
      return value === undefined ? [] : [this.field(name, value, field, typeName)];
    });
    return parts.join('');
  }

  private field(name: string, value: ConfigValue, field: Field, typeName: string): string {
    if (field.cardinality === 'map') return this.map(name, isObject(value) ? value : {}, field, typeName);
    const items: readonly ConfigValue[] | undefined = Array.isArray(value) ? value : undefined;
    if (items === undefined) return this.entry(name, value, field);
    if (items.length === 0 || this.random.chance(0.6))
      return this.list(
        name,
        items.map((item) => this.value(item, field)),
        field,
      );
    return items.map((item) => this.entry(name, item, field)).join('');
  }

  private map(name: string, map: ConfigMessage, field: Field, typeName: string): string {
    const entry = mapEntryOf(typeName, name, field);
    const blocks = Object.entries(map).map(([key, value]) => {
      const keyValue = field.key === 'uint64' ? Number(key) : key;
      return this.braces(this.scope({ key: keyValue, value }, entry.typeName, entry.fields));
    });
    if (blocks.length > 0 && this.random.chance(0.3))
      return this.list(name, blocks, { ...field, kind: 'message', type: '' });
    return blocks.map((block) => `${name}${this.gap()}${block}${this.end()}`).join('');
  }

  private list(name: string, items: readonly string[], field: Field): string {
    const colon = field.kind === 'message' && this.random.chance(0.5) ? '' : ':';
    return `${name}${this.gap()}${colon}${this.gap()}[${this.gap()}${items.join(`${this.gap()},${this.gap()}`)}${this.gap()}]${this.end()}`;
  }

  private entry(name: string, value: ConfigValue, field: Field): string {
    const colon = field.kind === 'message' && this.random.chance(0.5) ? '' : ':';
    return `${name}${this.gap()}${colon}${this.gap()}${this.value(value, field)}${this.end()}`;
  }

  private value(value: ConfigValue, field: Field): string {
    if (field.kind === 'message') return this.braces(this.message(isObject(value) ? value : {}, field.type));
    const text = valueText(value, field);
    if (
      typeof value === 'string' &&
      field.kind === 'scalar' &&
      value.length > 1 &&
      !value.includes('\\') &&
      this.random.chance(0.3)
    ) {
      return `${valueText(value.slice(0, 1), field)}${this.gap()}${valueText(value.slice(1), field)}`;
    }
    if (typeof value === 'boolean' && this.random.chance(0.3)) return value ? 't' : 'False';
    const isWhole =
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value > 0 &&
      !['float', 'double'].includes(field.type);
    return isWhole && this.random.chance(0.2) ? `0x${value.toString(16)}` : text;
  }

  private braces(inner: string): string {
    const [open, close] = this.random.pick([
      ['{', '}'],
      ['{', '}'],
      ['<', '>'],
    ] as const);
    return `${open}${this.gap()}${inner}${close}`;
  }

  /** White space where white space may be, sometimes with a comment. */
  private gap(): string {
    if (this.random.chance(0.02)) {
      this.comments += 1;
      return ` # comment ${this.comments}: { "\n`;
    }
    return this.random.pick([' ', ' ', ' ', '  ', '\n', '\r\n', '\t']);
  }

  private end(): string {
    return this.random.pick(['\n', '\n', '\n\n\n', ' ', ',', '; ', ' # done\n']);
  }
}
