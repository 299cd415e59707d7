import { z } from 'zod';
import { InferdeckError, messageOf } from '../errors.ts';
import { byteSizeOf, datatypeFromConfig } from '../tensors/datatype.ts';
import type { LoadRequest } from './load-messages.ts';

const Config = z.looseObject({
  max_batch_size: z.number().default(0),
  parameters: z.record(z.string(), z.unknown()).default({}),
  input: z.array(
    z.looseObject({ name: z.string(), data_type: z.string(), dims: z.array(z.coerce.number()) }),
  ),
});

/** A configuration in its JSON form, as far as the tuner reads it. */
export type TunedConfig = z.infer<typeof Config>;

/** A model on a server, over the public protocol. */
export class TunedModel {
  readonly #url: string;
  readonly #name: string;

  /** @param url of the server: `http://127.0.0.1:8000` */
  constructor(url: string, name: string) {
    this.#url = url.replace(/\/$/, '');
    this.#name = encodeURIComponent(name);
  }

  /** The configuration in effect. @throws InferdeckError when the model is not served */
  async config(): Promise<TunedConfig> {
    const text = await this.#call('GET', `/v2/models/${this.#name}/config`);
    return Config.parse(JSON.parse(text));
  }

  /** Loads the model with a configuration for this load only; without one, with what lies on disk. */
  async load(config?: TunedConfig): Promise<void> {
    const body = config === undefined ? {} : { parameters: { config: JSON.stringify(config) } };
    await this.#call('POST', `/v2/repository/models/${this.#name}/load`, JSON.stringify(body));
  }

  /** One row with zeros in every input; open dims are 1. @throws InferdeckError for strings */
  request({ input, max_batch_size: most }: TunedConfig): LoadRequest {
    const tensors = input.map(({ name, data_type: type, dims }) => {
      const datatype = datatypeFromConfig(type);
      const size = datatype === undefined ? undefined : byteSizeOf(datatype);
      if (size === undefined) {
        throw new InferdeckError('unsupported', `The input '${name}' cannot be filled with zeros: ${type}.`);
      }
      const shape = [...(most > 0 ? [1] : []), ...dims.map((dim) => Math.max(1, dim))];
      const bytes = shape.reduce((all, extent) => all * extent, size);
      return { head: { name, datatype, shape, parameters: { binary_data_size: bytes } }, bytes };
    });
    const head = Buffer.from(
      JSON.stringify({
        inputs: tensors.map((tensor) => tensor.head),
        parameters: { binary_data_output: true },
      }),
    );
    const data = tensors.reduce((all, { bytes }) => all + bytes, 0);
    const body = new Uint8Array(head.length + data);
    body.set(head);
    return {
      url: `${this.#url}/v2/models/${this.#name}/infer`,
      headers: {
        'inference-header-content-length': String(head.length),
        'content-length': String(body.length),
        'content-type': 'application/octet-stream',
      },
      body,
    };
  }

  async #call(method: string, path: string, body?: string): Promise<string> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      ...(body !== undefined && { body }),
    }).catch((error: unknown) => {
      throw new InferdeckError('unavailable', `No server answers at ${this.#url}: ${messageOf(error)}.`);
    });
    const text = await response.text();
    if (response.ok) return text;
    throw new InferdeckError('unavailable', `The server refused ${method} ${path}: ${text}`);
  }
}
