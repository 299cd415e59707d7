import { conforms } from './conforms.ts';
import { emptyMessage } from './defaults.ts';
import type { MessageName } from './schema.ts';
import type { ConfigMessage, MessageOf } from './value.ts';

/** A decoded message in its typed form. Throws when it is none, which only a mistake in a decoder can cause. */
export function typedMessage<N extends MessageName>(value: ConfigMessage, name: N): MessageOf<N> {
  if (conforms(value, name)) return value;
  throw new Error(`the value is no ${name}`);
}

/** A message in which nothing is set. */
export function messageDefaults<N extends MessageName>(name: N): MessageOf<N> {
  return typedMessage(emptyMessage(name), name);
}
