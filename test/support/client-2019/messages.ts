import type { Class, Inference, ModelStatus, Region, Result } from './contract.ts';
import { type Field, Message } from './wire.ts';

const region = ({ name, offset, byteSize }: Region): Field[] => [
  [1, name],
  [2, offset],
  [3, byteSize],
];

/** `InferRequestHeader`. */
export function requestHeader({ batchSize = 1, inputs, outputs, ...rest }: Inference): Field[] {
  return [
    [1, batchSize],
    ...inputs.map(({ name, dims = [], data, isText = false, region: at }): Field => {
      const size: Field[] = isText ? [[3, data?.byteLength ?? 0]] : [];
      const place: Field[] = at === undefined ? [] : [[4, region(at)]];
      return [2, [[1, name], ...dims.map((dim): Field => [2, dim]), ...size, ...place]];
    }),
    ...outputs.map(({ name, classes, region: at }): Field => {
      const wish: Field[] = classes === undefined ? [] : [[3, [[1, classes]]]];
      const place: Field[] = at === undefined ? [] : [[4, region(at)]];
      return [3, [[1, name], ...wish, ...place]];
    }),
    [4, rest.correlationId ?? 0],
    [5, rest.id ?? 0],
    [6, rest.flags ?? 0],
  ];
}

const classOf = (message: Message): Class => ({
  idx: message.number(1),
  value: message.float(2),
  label: message.text(3),
});

/** @param header an `InferResponseHeader` @param rawOf the data of an output, in the order of the header */
export function resultOf(header: Message, rawOf: (byteSize: number, output: string) => Buffer): Result {
  const raw = new Map<string, Buffer>();
  const dims = new Map<string, readonly number[]>();
  const classes = new Map<string, readonly (readonly Class[])[]>();
  for (const output of header.messages(4)) {
    const name = output.text(1);
    const rows = output.messages(3);
    if (rows.length > 0) {
      classes.set(
        name,
        rows.map((row) => row.messages(1).map(classOf)),
      );
    }
    const size = rows.length > 0 ? 0 : output.message(2).number(2);
    raw.set(name, rawOf(size, name));
    dims.set(name, output.message(2).packed(1));
  }
  return {
    model: header.text(1),
    version: header.number(2),
    id: header.number(5),
    raw,
    dims,
    classes,
  };
}

/** @param status a `ServerStatus` */
export function modelStatusOf(status: Message, name: string): ModelStatus {
  const model = status.entries(4).find(([key]) => key === name)?.[1] ?? new Message();
  const config = model.message(1);
  const versions = model.entries(2);
  const stats = versions.flatMap(([, version]) => version.entries(2));
  return {
    maxBatchSize: config.number(4),
    inputs: config.messages(5).map((input) => input.text(1)),
    outputs: config.messages(6).map((output) => output.text(1)),
    versions: new Map(versions.map(([version, state]) => [version, state.number(1)])),
    answered: new Map(stats.map(([size, row]) => [size, row.message(1).number(1)])),
  };
}
