import { type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { multiLineText } from '../v1/text-format.ts';

/** A message as a body, in the form that the caller wants. */
export function messageBody<D extends DescMessage>(
  schema: D,
  message: MessageShape<D>,
  binary: boolean,
): Uint8Array {
  return binary ? toBinary(schema, message) : Buffer.from(multiLineText(schema, message));
}
