import type { DescMessage } from '@bufbuild/protobuf';
import { createFileRegistry, fromBinary, fromJsonString, toBinary, toJson } from '@bufbuild/protobuf';
import { configFromJson } from '../json/from-json.ts';
import { configToProtobufJson } from '../json/to-json.ts';
import type { ModelConfig } from '../schema/value.ts';
import { configFileDescriptor } from './descriptor.ts';

/** Message `inference.ModelConfig`, as a gRPC service declares it. */
export function configMessageDescriptor(): DescMessage {
  descriptor ??= build();
  return descriptor;
}

let descriptor: DescMessage | undefined;

function build(): DescMessage {
  const registry = createFileRegistry(configFileDescriptor(), () => undefined);
  const message = registry.getMessage('inference.ModelConfig');
  if (message === undefined) throw new Error('the descriptor has no ModelConfig');
  return message;
}

/** The protobuf bytes of a configuration. */
export function configToWire(config: ModelConfig): Uint8Array<ArrayBuffer> {
  const message = configMessageDescriptor();
  return toBinary(message, fromJsonString(message, JSON.stringify(configToProtobufJson(config))));
}

/** A configuration from its protobuf bytes. Throws when they are none. */
export function configFromWire(bytes: Uint8Array): ModelConfig {
  const message = configMessageDescriptor();
  return configFromJson(toJson(message, fromBinary(message, bytes))).config;
}
