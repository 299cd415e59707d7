import { reachableAddress } from '../../../server/announce/contract.ts';
import type { ModelDetail, ServerFacts, TensorFacts } from '../../../server/protocols/desk/contract.ts';
import { byteSizeOf, isDatatype } from '../../../server/tensors/datatype.ts';

/** A call of a model, as far as a snippet needs to know it: every input with its smallest shape. */
export interface CalledModel {
  readonly name: string;
  /** Left out: the version that the server chooses. */
  readonly version?: number;
  readonly inputs: readonly CalledTensor[];
  readonly outputs: readonly string[];
}

export interface CalledTensor {
  readonly name: string;
  readonly datatype: string;
  /** Without free dimensions. */
  readonly shape: readonly number[];
  readonly elements: number;
  /** Undefined for texts, whose size is their own. */
  readonly byteSize: number | undefined;
  /** The elements to send, as a JSON list; left out: something to start from. */
  readonly values?: string;
}

/** Where a server answers. */
export interface Addresses {
  /** `http://127.0.0.1:8000` */
  readonly http: string;
  /** `127.0.0.1:8001`; undefined when gRPC is off. */
  readonly grpc: string | undefined;
}

/** The smallest call of a model: free dimensions are 1, optional inputs are left out. */
export function calledModel(
  {
    summary,
    inputs,
    outputs,
  }: Pick<ModelDetail, 'inputs' | 'outputs'> & {
    readonly summary: Pick<ModelDetail['summary'], 'name'>;
  },
  version: number | undefined,
): CalledModel {
  return {
    name: summary.name,
    ...(version !== undefined && { version }),
    inputs: inputs.filter(({ optional }) => !optional).map(calledTensor),
    outputs: outputs.map(({ name }) => name),
  };
}

function calledTensor({ name, datatype, shape: declared }: TensorFacts): CalledTensor {
  const shape = declared.map((extent) => Math.max(1, extent));
  const elements = shape.reduce((count, extent) => count * extent, 1);
  const size = isDatatype(datatype) ? byteSizeOf(datatype) : undefined;
  return { name, datatype, shape, elements, byteSize: size === undefined ? undefined : size * elements };
}

/** The addresses for callers on this computer; elsewhere its name takes the place of the number. */
export function addressesOf({ http, grpc }: Pick<ServerFacts, 'http' | 'grpc'>): Addresses {
  return {
    http: `http://${reachableAddress(http.address)}:${http.port}`,
    grpc: grpc === undefined ? undefined : `${reachableAddress(grpc.address)}:${grpc.port}`,
  };
}
