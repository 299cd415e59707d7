import { binaryRequest, floatBytes } from '../support/v2-client.ts';
import { Connection, requestBytes } from './connection.ts';
import type { BenchModel } from './models.ts';
import type { ServedProcess } from './served.ts';

/** One row of a model, in binary. */
export function inferRequest({ name, width }: BenchModel) {
  const data = floatBytes(new Float32Array(width).fill(0.5));
  const request = binaryRequest([{ name: 'in', datatype: 'FP32', shape: [1, width], data }]);
  return { path: `/v2/models/${name}/infer`, ...request };
}

/** Calls a model over one connection of its own, one call at a time. */
export function inferCaller({ port }: Pick<ServedProcess, 'port'>, model: BenchModel) {
  const { path, body, headers } = inferRequest(model);
  const connection = new Connection(port);
  const bytes = requestBytes(path, body, headers);
  return { call: () => connection.call(bytes), close: () => connection.close() };
}
