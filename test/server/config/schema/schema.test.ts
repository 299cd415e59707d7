import { describe, expect, it } from 'vitest';
import { ENUMS } from '../../../../server/config/schema/enums.ts';
import { MESSAGES } from '../../../../server/config/schema/schema.ts';

const fields = Object.entries(MESSAGES).flatMap(([message, { fields: own }]) =>
  Object.entries(own).map(([name, field]) => ({ message, name, ...field })),
);

describe('the schema', () => {
  it('holds every message, enum and field of the language', () => {
    expect([Object.keys(MESSAGES).length, Object.keys(ENUMS).length, fields.length]).toEqual([46, 9, 164]);
  });

  it('gives every field a number of its own', () => {
    for (const { fields: own } of Object.values(MESSAGES)) {
      const numbers = Object.values(own).map(({ number }) => number);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
    expect(MESSAGES.ModelInstanceGroup.fields.kind.number).toBe(4);
    expect(MESSAGES.ModelConfig.fields.backend.number).toBe(17);
  });

  it('refers only to messages and enums that it has', () => {
    for (const field of fields) {
      if (field.kind === 'message') expect(Object.keys(MESSAGES)).toContain(field.type);
      if (field.kind === 'enum') expect(Object.keys(ENUMS)).toContain(field.type);
    }
  });

  it('reaches every message from the root', () => {
    const used = new Set(fields.map(({ type }) => type as string));
    expect(Object.keys(MESSAGES).filter((name) => name !== 'ModelConfig' && !used.has(name))).toEqual([]);
  });

  it('counts the values of every enum from zero', () => {
    for (const values of Object.values(ENUMS)) {
      const numbers = Object.values(values).map(({ number }: { number: number }) => number);
      expect(numbers).toEqual(numbers.map((_, index) => index));
    }
  });

  it('explains everything in one sentence', () => {
    const docs = [
      ...fields.map(({ doc }) => doc),
      ...Object.values(MESSAGES).map(({ doc }) => doc),
      ...Object.values(ENUMS).flatMap((values) =>
        Object.values(values).map(({ doc }: { doc: string }) => doc),
      ),
    ];
    for (const doc of docs) expect(doc).toMatch(/^[A-Z0-9][^]{5,}\.$/);
  });
});
