/** Complete configurations of the kinds people write, to read, write back and edit. */
export const FLOWERS = `# batching ONNX classifier with labels, dynamic batching, two CPU copies
name: "flowers"
backend: "onnxruntime"
max_batch_size: 16
input [ { name: "image" data_type: TYPE_FP32 format: FORMAT_NCHW dims: [ 3, 224, 224 ] } ]
output [ { name: "scores" data_type: TYPE_FP32 dims: 5 label_filename: "labels.txt" } ]
dynamic_batching {
  preferred_batch_size: [ 4, 8 ]
  max_queue_delay_microseconds: 500
  default_queue_policy { timeout_action: REJECT default_timeout_microseconds: 2000000 max_queue_size: 64 }
}
instance_group [ { kind: KIND_CPU count: 2 } ]
version_policy: { specific: { versions: [ 1, 3 ] } }
parameters { key: "intra_op_thread_count" value: { string_value: "2" } }
model_warmup { name: "zeros" batch_size: 1 inputs { key: "image" value { data_type: TYPE_FP32 dims: [3,224,224] zero_data: true } } }
`;

export const COUNTER = `# stateful model, oldest strategy, all four controls
name: "counter"  platform: "onnxruntime_onnx"  max_batch_size: 8
sequence_batching {
  max_sequence_idle_microseconds: 5000000
  oldest { max_candidate_sequences: 32, max_queue_delay_microseconds: 100 }
  control_input [
    { name: "START"  control [ { kind: CONTROL_SEQUENCE_START int32_false_true: [ 0, 1 ] } ] },
    { name: "END"    control [ { kind: CONTROL_SEQUENCE_END   bool_false_true:  [ false, true ] } ] },
    { name: "READY"  control { kind: CONTROL_SEQUENCE_READY fp32_false_true: [ 0.0, 1.0 ] } },
    { name: "CORRID" control { kind: CONTROL_SEQUENCE_CORRID data_type: TYPE_UINT64 } }
  ]
}
input  { name: "INPUT"  data_type: TYPE_INT32 dims: [ 1 ] }
output { name: "OUTPUT" data_type: TYPE_INT32 dims: [ 1 ] }
`;

export const PIPELINE = `# two-step ensemble
name: "pipeline" platform: "ensemble" max_batch_size: 8
input  [ { name: "RAW"   data_type: TYPE_UINT8 dims: [ -1 ] } ]
output [ { name: "LABEL" data_type: TYPE_STRING dims: [ 1 ] } ]
ensemble_scheduling { step [
  { model_name: "prep"    model_version: -1 input_map { key: "BYTES_IN" value: "RAW" }  output_map { key: "IMG" value: "pixels" } },
  { model_name: "flowers" model_version: -1 input_map { key: "image" value: "pixels" } output_map { key: "scores" value: "LABEL" } }
] }
`;

/** From 2019: a frozen face model, one image at a time, on the first GPU. */
export const FROZEN_2019 = `name: "onnx_model"
platform: "onnxruntime_onnx"
max_batch_size: 1
input [
  {
    name: "gpu_0/data"
    data_type: TYPE_FP32
    dims: [ 1, 3, 112, 112]
  }
]
output [
  {
    name: "gpu_0/softmax"
    data_type: TYPE_FP32
    dims: [ 1, 512]
  }
]
version_policy: { all { }}
instance_group [
  {
    count: 2
    kind: KIND_GPU
    gpus: [ 0 ]
  }
]
`;

export const SAMPLES = { FLOWERS, COUNTER, PIPELINE, FROZEN_2019 } as const;
