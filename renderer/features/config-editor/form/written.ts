import type { ConfigMessage, ModelInput, ModelOutput } from '../../../../server/config/schema/value.ts';

/** A tensor as people write it: its name, its datatype and its dims, without all the fields that say nothing. */
export function writtenOf({ name, data_type, dims }: ModelInput | ModelOutput): ConfigMessage {
  return { name, data_type, dims };
}
