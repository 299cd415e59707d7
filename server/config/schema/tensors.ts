import { choice, many, map, member, message, nested, scalar } from './field.ts';

/** Inputs, outputs, the tensors that batching adds, and the samples a model is warmed up with. */
export const TENSOR_MESSAGES = {
  ModelTensorReshape: message('The shape on the model’s side, where it differs from the one requests use.', {
    shape: many(
      scalar(
        'int64',
        1,
        'An extent as the model sees it, without the batch dimension; [ ] for a scalar of a batching model.',
      ),
    ),
  }),
  ModelInput: message('A tensor that a request must bring.', {
    name: scalar('string', 1, 'The tensor’s name, in requests as in the model.'),
    data_type: choice('DataType', 2, 'What its elements are.'),
    format: choice(
      'ModelInput.Format',
      3,
      'How an image is laid out; NHWC and NCHW need exactly three dims.',
    ),
    dims: many(
      scalar(
        'int64',
        4,
        'An extent of its shape, -1 where it varies; the batch dimension is left out when max_batch_size is 1 or more.',
      ),
    ),
    reshape: nested(
      'ModelTensorReshape',
      5,
      'Another shape with as many elements, which the model gets instead of dims.',
    ),
    is_shape_tensor: scalar('bool', 6, 'Marks a tensor that holds a shape; TensorRT alone knows these.'),
    allow_ragged_batch: scalar(
      'bool',
      7,
      'Lets requests of different shapes share a batch, laid end to end.',
    ),
    optional: scalar('bool', 8, 'Lets a request leave this input out.'),
    is_non_linear_format_io: scalar(
      'bool',
      9,
      'Marks a tensor in a packed layout; TensorRT alone knows these.',
    ),
  }),
  ModelOutput: message('A tensor that a request may ask for.', {
    name: scalar('string', 1, 'The tensor’s name, in responses as in the model.'),
    data_type: choice('DataType', 2, 'What its elements are.'),
    dims: many(
      scalar(
        'int64',
        3,
        'An extent of its shape, -1 where it varies; the batch dimension is left out when max_batch_size is 1 or more.',
      ),
    ),
    reshape: nested('ModelTensorReshape', 5, 'The shape the model gives, turned into dims for the response.'),
    label_filename: scalar(
      'string',
      4,
      'A file in the model folder with one class name a line, for answers by class.',
    ),
    is_shape_tensor: scalar('bool', 6, 'Marks a tensor that holds a shape; TensorRT alone knows these.'),
    is_non_linear_format_io: scalar(
      'bool',
      7,
      'Marks a tensor in a packed layout; TensorRT alone knows these.',
    ),
  }),
  BatchInput: message('A tensor made by the server for each batch.', {
    kind: choice('BatchInput.Kind', 1, 'What is put into the tensor.'),
    target_name: many(scalar('string', 2, 'An input of the model that receives it.')),
    data_type: choice('DataType', 3, 'TYPE_INT32 or TYPE_FP32.'),
    source_input: many(scalar('string', 4, 'The declared input that is measured.')),
  }),
  BatchOutput: message('An output that is divided by something else than the batch size.', {
    target_name: many(scalar('string', 1, 'A declared output that is divided this way.')),
    kind: choice('BatchOutput.Kind', 2, 'How it is divided.'),
    source_input: many(scalar('string', 3, 'The input whose shape says where to cut.')),
  }),
  ModelWarmup: message('A request that a new instance runs before anybody else’s.', {
    name: scalar('string', 1, 'What errors call this sample.'),
    batch_size: scalar('uint32', 2, 'How many items it has; a sample of 0 items is passed over.'),
    inputs: map('string', nested('ModelWarmup.Input', 3, 'The data for one input, under the input’s name.')),
    count: scalar('uint32', 4, 'How often it is run; once when left out.'),
  }),
  'ModelWarmup.Input': message('Data for one input of a warm-up request.', {
    data_type: choice('DataType', 1, 'What its elements are.'),
    dims: many(scalar('int64', 2, 'An extent of its shape, fixed and without the batch dimension.')),
    zero_data: member(
      'input_data_type',
      scalar('bool', 3, 'Fills the tensor with zeros; writing it at all is enough.'),
    ),
    random_data: member(
      'input_data_type',
      scalar('bool', 4, 'Fills the tensor with random bytes; strings stay empty.'),
    ),
    input_data_file: member(
      'input_data_type',
      scalar('string', 5, 'A file of raw elements in the warmup folder of the model.'),
    ),
  }),
} as const;
