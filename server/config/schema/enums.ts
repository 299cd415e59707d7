interface EnumValue {
  readonly number: number;
  readonly doc: string;
}

const value = <const N extends number>(number: N, doc: string) => ({ number, doc }) as const;

/** Every enum of the configuration language: its values in order, their numbers, and a sentence each. */
export const ENUMS = {
  DataType: {
    TYPE_INVALID: value(0, 'No type given.'),
    TYPE_BOOL: value(1, 'True or false, one byte each.'),
    TYPE_UINT8: value(2, 'Whole numbers from 0 to 255, one byte each.'),
    TYPE_UINT16: value(3, 'Whole numbers from 0 to 65,535, two bytes each.'),
    TYPE_UINT32: value(4, 'Whole numbers from 0 to about 4.3 billion, four bytes each.'),
    TYPE_UINT64: value(5, 'Whole numbers from 0, eight bytes each.'),
    TYPE_INT8: value(6, 'Whole numbers from -128 to 127, one byte each.'),
    TYPE_INT16: value(7, 'Whole numbers from -32,768 to 32,767, two bytes each.'),
    TYPE_INT32: value(8, 'Whole numbers of either sign, four bytes each.'),
    TYPE_INT64: value(9, 'Whole numbers of either sign, eight bytes each.'),
    TYPE_FP16: value(10, 'Half-precision floats, two bytes each; requests must send them as binary.'),
    TYPE_FP32: value(11, 'Single-precision floats, four bytes each: what most models take.'),
    TYPE_FP64: value(12, 'Double-precision floats, eight bytes each.'),
    TYPE_STRING: value(13, 'Byte strings of any length; the protocol calls them BYTES.'),
    TYPE_BF16: value(14, 'Brain floats, two bytes each; requests must send them as binary.'),
  },
  'ModelInstanceGroup.Kind': {
    KIND_AUTO: value(0, 'A GPU when every GPU asked for is there, otherwise the CPU.'),
    KIND_GPU: value(1, 'On a GPU, and on nothing else.'),
    KIND_CPU: value(2, 'On the CPU.'),
    KIND_MODEL: value(3, 'Wherever the model or its backend decides.'),
  },
  'ModelInstanceGroup.SecondaryDevice.SecondaryDeviceKind': {
    KIND_NVDLA: value(0, 'A deep learning accelerator core of an NVIDIA board.'),
  },
  'ModelInput.Format': {
    FORMAT_NONE: value(0, 'Not an image, or its layout does not matter.'),
    FORMAT_NHWC: value(1, 'An image whose three dims are height, width, channels.'),
    FORMAT_NCHW: value(2, 'An image whose three dims are channels, height, width.'),
  },
  'BatchInput.Kind': {
    BATCH_ELEMENT_COUNT: value(0, 'How many elements each request brought.'),
    BATCH_ACCUMULATED_ELEMENT_COUNT: value(1, 'The running total of elements up to each request.'),
    BATCH_ACCUMULATED_ELEMENT_COUNT_WITH_ZERO: value(2, 'The running total, with a zero before the first.'),
    BATCH_MAX_ELEMENT_COUNT_AS_SHAPE: value(3, 'A tensor as long as the largest request of the batch.'),
    BATCH_ITEM_SHAPE: value(4, 'The shape of every item of the batch, one row each.'),
    BATCH_ITEM_SHAPE_FLATTEN: value(5, 'The shape of every item of the batch, in one flat list.'),
  },
  'BatchOutput.Kind': {
    BATCH_SCATTER_WITH_INPUT_SHAPE: value(
      0,
      'Each request gets the part that fits the shape of its own input.',
    ),
  },
  'ModelOptimizationPolicy.ModelPriority': {
    PRIORITY_DEFAULT: value(0, 'No preference over other models.'),
    PRIORITY_MAX: value(1, 'Before other models on the same GPU.'),
    PRIORITY_MIN: value(2, 'After other models on the same GPU.'),
  },
  'ModelQueuePolicy.TimeoutAction': {
    REJECT: value(0, 'A request that waited too long is answered with an error.'),
    DELAY: value(1, 'A request that waited too long goes behind all others of its level and above.'),
  },
  'ModelSequenceBatching.Control.Kind': {
    CONTROL_SEQUENCE_START: value(0, 'Tells the model that a sequence begins with this request.'),
    CONTROL_SEQUENCE_READY: value(1, 'Tells the model which slots of the batch hold a request.'),
    CONTROL_SEQUENCE_END: value(2, 'Tells the model that a sequence ends with this request.'),
    CONTROL_SEQUENCE_CORRID: value(
      3,
      'Gives the model the id that ties the requests of a sequence together.',
    ),
  },
} as const satisfies Record<string, Record<string, EnumValue>>;

export type EnumName = keyof typeof ENUMS;

export const ENUM_NAMES: readonly EnumName[] = Object.keys(ENUMS).filter(
  (name): name is EnumName => name in ENUMS,
);

/** The names an enum allows. */
export type EnumOf<N extends EnumName> = Extract<keyof (typeof ENUMS)[N], string>;

export type DataType = EnumOf<'DataType'>;

/** The values of an enum by name, in the order of their numbers. */
export function enumValues(name: EnumName): Readonly<Record<string, EnumValue>> {
  return ENUMS[name];
}
