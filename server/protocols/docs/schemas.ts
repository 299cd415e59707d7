import type { Schema } from './openapi.ts';
import { DATATYPES } from '../../tensors/datatype.ts';

const text = (description: string): Schema => ({ type: 'string', description });
const whole = (description: string): Schema => ({ type: 'integer', description });
const truth = (description: string): Schema => ({ type: 'boolean', description });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema, description: string): Schema => ({ type: 'array', items, description });

function shape(
  description: string,
  properties: Schema['properties'],
  required: readonly string[] = [],
): Schema {
  return { type: 'object', description, ...(properties && { properties }), required };
}

const PARAMETERS: Schema = {
  type: 'object',
  description: 'Settings by name; what the protocol does not know goes to the model.',
  additionalProperties: { type: ['string', 'number', 'boolean'] },
};
const DATATYPE: Schema = { type: 'string', enum: DATATYPES, description: 'What an element is.' };
const SHAPE = list({ type: 'integer' }, 'Extents, the outermost first; -1 is any.');
const DATA = list(
  {},
  'Elements in row-major order, nested or flat. NaN, Infinity and -Infinity are written bare.',
);
const DURATION: Schema = shape('How often, and how long altogether.', {
  count: whole('How often.'),
  ns: whole('Nanoseconds altogether.'),
});

/** The shapes that bodies have, by name. */
export const SCHEMAS = {
  Error: shape('Why a request was refused.', { error: text('The reason in a sentence.') }, ['error']),
  ServerMetadata: shape('The server itself.', {
    name: text('What the server calls itself.'),
    version: text('The version of the server.'),
    extensions: list({ type: 'string' }, 'The extensions of the protocol that are served.'),
  }),
  Tensor: shape('What goes into a model, or comes out.', {
    name: text('Name of the tensor.'),
    datatype: DATATYPE,
    shape: SHAPE,
  }),
  ModelMetadata: shape('What a model takes and gives.', {
    name: text('Name of the model.'),
    versions: list({ type: 'string' }, 'The versions that are ready.'),
    platform: text('What runs it.'),
    inputs: list(ref('Tensor'), 'What it takes; with a batch, the first extent is -1.'),
    outputs: list(ref('Tensor'), 'What it gives.'),
  }),
  ModelConfig: {
    type: 'object',
    description: 'The whole configuration in the field names of config.pbtxt, with what was completed.',
    additionalProperties: true,
  },
  InputTensor: shape(
    'One input. Its data lie in `data`, behind the JSON, or in shared memory.',
    {
      name: text('Name of the input.'),
      datatype: DATATYPE,
      shape: SHAPE,
      data: DATA,
      parameters: {
        ...PARAMETERS,
        description:
          'binary_data_size: bytes behind the JSON; shared_memory_region, shared_memory_offset, shared_memory_byte_size: where in shared memory.',
      },
    },
    ['name', 'datatype', 'shape'],
  ),
  WantedOutput: shape(
    'One output that is asked for, and its form.',
    {
      name: text('Name of the output.'),
      parameters: {
        ...PARAMETERS,
        description:
          'binary_data: behind the JSON; classification: the k most likely classes; shared_memory_region, shared_memory_offset, shared_memory_byte_size: into shared memory.',
      },
    },
    ['name'],
  ),
  InferRequest: shape(
    'A request for inference.',
    {
      id: text('Comes back in the answer, and stands in the log.'),
      parameters: {
        ...PARAMETERS,
        description:
          'sequence_id, sequence_start, sequence_end, priority, timeout (microseconds), binary_data_output; all others go to the model.',
      },
      inputs: list(ref('InputTensor'), 'Every input that the model needs.'),
      outputs: list(ref('WantedOutput'), 'Left out: all outputs.'),
    },
    ['inputs'],
  ),
  OutputTensor: shape('One output.', {
    name: text('Name of the output.'),
    datatype: DATATYPE,
    shape: SHAPE,
    data: DATA,
    parameters: PARAMETERS,
  }),
  InferResponse: shape('What the model gave.', {
    id: text('That of the request, if it had one.'),
    model_name: text('The model that answered.'),
    model_version: text('Its version.'),
    parameters: PARAMETERS,
    outputs: list(ref('OutputTensor'), 'In the order that was asked for.'),
  }),
  GenerateRequest: {
    type: 'object',
    description: 'Inputs by name, each a value or a flat list; what names no input is a parameter.',
    properties: { id: text('Comes back in the answer.'), parameters: PARAMETERS },
    additionalProperties: true,
  },
  GenerateResponse: {
    type: 'object',
    description: 'Outputs by name: one element as it is, more as a list.',
    properties: {
      id: text('That of the request.'),
      model_name: text('The model.'),
      model_version: text('Its version.'),
    },
    additionalProperties: true,
  },
  Statistics: shape('What versions have done since they were loaded.', {
    model_stats: list(
      shape('One version.', {
        name: text('Name of the model.'),
        version: text('Its version.'),
        last_inference: whole('Milliseconds since 1970.'),
        inference_count: whole('Inferences; a batch of n counts n.'),
        execution_count: whole('Runs of the model.'),
        inference_stats: { type: 'object', description: 'By stage.', additionalProperties: DURATION },
        response_stats: {
          type: 'object',
          description: 'By the place of a response.',
          additionalProperties: true,
        },
        batch_stats: list({ type: 'object' }, 'By batch size.'),
        memory_usage: list({ type: 'object' }, 'By kind of memory.'),
      }),
      'One row a version.',
    ),
  }),
  IndexRow: shape('One version in the repository.', {
    name: text('Name of the model.'),
    version: text('Its version; left out when it was never loaded.'),
    state: { type: 'string', enum: ['UNKNOWN', 'READY', 'UNAVAILABLE', 'LOADING', 'UNLOADING'] },
    reason: text('Why it is not ready.'),
  }),
  IndexRequest: shape('What to list.', { ready: truth('Only what is ready.') }),
  LoadRequest: shape('How to load.', {
    parameters: {
      type: 'object',
      description:
        'config: a configuration as JSON text for this load only; file:PATH: content of a file, base64.',
      additionalProperties: { type: 'string' },
    },
  }),
  UnloadRequest: shape('How to unload.', {
    parameters: shape('Settings.', { unload_dependents: truth('The models of an ensemble leave too.') }),
  }),
  SystemRegion: shape(
    'A region of shared memory.',
    {
      name: text('What requests call it.'),
      key: text('What the system calls it.'),
      offset: whole('Where it begins, in bytes.'),
      byte_size: whole('How long it is.'),
    },
    ['key', 'byte_size'],
  ),
  CudaRegion: shape('A region of the memory of a graphics card.', {
    raw_handle: shape('Its handle.', { b64: text('In base64.') }),
    device_id: whole('The card.'),
    byte_size: whole('How long it is.'),
  }),
  TraceSettings: shape('What is traced; a part of it changes that part.', {
    trace_level: list({ type: 'string', enum: ['OFF', 'TIMESTAMPS', 'TENSORS'] }, 'What is written.'),
    trace_rate: text('One request of so many.'),
    trace_count: text('How many are left; -1 has no end.'),
    log_frequency: text('A new file after so many; 0 writes one file.'),
    trace_file: text('Where they go; set on the command line.'),
    trace_mode: text('triton'),
  }),
  LogSettings: shape('What is logged; a part of it changes that part.', {
    log_file: text('Where it goes; set on the command line.'),
    log_info: truth('Information.'),
    log_warning: truth('Warnings.'),
    log_error: truth('Errors.'),
    log_verbose_level: whole('0 tells nothing more.'),
    log_format: { type: 'string', enum: ['default', 'ISO8601'], description: 'How a line begins.' },
  }),
} satisfies Readonly<Record<string, Schema>>;

export type SchemaName = keyof typeof SCHEMAS;
