import type { Field, Message } from './field.ts';
import { INSTANCE_MESSAGES } from './instances.ts';
import { MODEL_MESSAGES } from './model.ts';
import { SCHEDULING_MESSAGES } from './scheduling.ts';
import { TENSOR_MESSAGES } from './tensors.ts';

/**
 * Every message of the configuration language, by its name in package `inference`. This one description drives the
 * reader, the writer, the JSON form, the editor's help and the wire message. Numbers and types are those of
 * protobuf/model_config.proto in triton-inference-server/common.
 */
export const MESSAGES = {
  ...MODEL_MESSAGES,
  ...TENSOR_MESSAGES,
  ...INSTANCE_MESSAGES,
  ...SCHEDULING_MESSAGES,
} as const;

export type MessageName = keyof typeof MESSAGES;

const BY_NAME: ReadonlyMap<string, Message> = new Map(Object.entries(MESSAGES));

/** A message by name. Throws for a name that the schema lacks, which only a mistake in the schema can cause. */
export function messageNamed(name: string): Message {
  const message = BY_NAME.get(name);
  if (message === undefined) throw new Error(`the schema has no message ${name}`);
  return message;
}

/** A field of a message, if it has one of that name. */
export function fieldOf(message: Pick<Message, 'fields'>, name: string): Field | undefined {
  return Object.hasOwn(message.fields, name) ? message.fields[name] : undefined;
}
