import { choice, jsonString, many, map, member, message, nested, scalar } from './field.ts';

/** How requests wait, are batched, kept in sequences and passed from model to model. */
export const SCHEDULING_MESSAGES = {
  ModelQueuePolicy: message('How long and how many requests may wait.', {
    timeout_action: choice(
      'ModelQueuePolicy.TimeoutAction',
      1,
      'What becomes of a request that waited too long.',
    ),
    default_timeout_microseconds: scalar(
      'uint64',
      2,
      'How many microseconds a request may wait; 0 is for ever.',
    ),
    allow_timeout_override: scalar(
      'bool',
      3,
      'Lets a request ask for a shorter wait, never for a longer one.',
    ),
    max_queue_size: scalar(
      'uint32',
      4,
      'How many requests may wait before more are turned away; 0 is no limit.',
    ),
  }),
  ModelDynamicBatching: message('Joins waiting requests into batches.', {
    preferred_batch_size: many(
      scalar(
        'int32',
        1,
        'A batch size that is sent off as soon as it is reached; max_batch_size when left out.',
      ),
    ),
    max_queue_delay_microseconds: scalar(
      'uint64',
      2,
      'How many microseconds a request may wait for others to join it; 0 never waits.',
    ),
    preserve_ordering: scalar(
      'bool',
      3,
      'Sends answers in the order their requests came; rules out several priority levels and DELAY.',
    ),
    priority_levels: scalar(
      'uint64',
      4,
      'How many levels of urgency there are, 1 being the most urgent; 0 is none.',
    ),
    default_priority_level: scalar(
      'uint64',
      5,
      'The level of a request that names none; needed once there are levels.',
    ),
    default_queue_policy: nested(
      'ModelQueuePolicy',
      6,
      'The queue rules of every level without rules of its own.',
    ),
    priority_queue_policy: map(
      'uint64',
      nested('ModelQueuePolicy', 7, 'The queue rules of one level, under its number.'),
    ),
  }),
  ModelSequenceBatching: message('Keeps the requests of one sequence together, for models that remember.', {
    direct: member(
      'strategy_choice',
      nested(
        'ModelSequenceBatching.StrategyDirect',
        3,
        'Each sequence keeps a fixed place in the batch; this is the usual way.',
      ),
    ),
    oldest: member(
      'strategy_choice',
      nested(
        'ModelSequenceBatching.StrategyOldest',
        4,
        'Requests of many sequences are batched, oldest first.',
      ),
    ),
    max_sequence_idle_microseconds: scalar(
      'uint64',
      1,
      'After how many microseconds without a request a sequence is given up; 1,000,000 when left out.',
    ),
    control_input: many(
      nested(
        'ModelSequenceBatching.ControlInput',
        2,
        'An input of the model that carries a control signal; it is not listed under input.',
      ),
    ),
    state: many(
      nested(
        'ModelSequenceBatching.State',
        5,
        'A tensor the server keeps from one request of a sequence to the next.',
      ),
    ),
    iterative_sequence: scalar(
      'bool',
      6,
      'Lets the backend take the same request up again until it is done.',
    ),
  }),
  'ModelSequenceBatching.Control': message('One signal about a sequence, and how it is written.', {
    kind: choice('ModelSequenceBatching.Control.Kind', 1, 'Which signal.'),
    int32_false_true: many(scalar('int32', 2, 'The values for no and yes in a TYPE_INT32 tensor.')),
    fp32_false_true: many(scalar('float', 3, 'The values for no and yes in a TYPE_FP32 tensor.')),
    bool_false_true: many(scalar('bool', 5, 'The values for no and yes in a TYPE_BOOL tensor.')),
    data_type: choice('DataType', 4, 'The type of the correlation id; of no use to the other signals.'),
  }),
  'ModelSequenceBatching.ControlInput': message('An input that carries control signals.', {
    name: scalar('string', 1, 'The input of the model.'),
    control: many(nested('ModelSequenceBatching.Control', 2, 'A signal that it carries.')),
  }),
  'ModelSequenceBatching.InitialState': message('What a state holds when a sequence begins.', {
    data_type: choice('DataType', 1, 'What its elements are, as in the state.'),
    dims: many(
      jsonString(scalar('int64', 2, 'An extent of its shape, fixed and without the batch dimension.')),
    ),
    zero_data: member('state_data', scalar('bool', 3, 'Begins with zeros; writing it at all is enough.')),
    data_file: member(
      'state_data',
      scalar('string', 4, 'A file of raw elements in the initial_state folder of the model.'),
    ),
    name: scalar('string', 5, 'What errors call it; it must have a name.'),
  }),
  'ModelSequenceBatching.State': message('A tensor that the server carries through a sequence.', {
    input_name: scalar('string', 1, 'The input that receives the state.'),
    output_name: scalar('string', 2, 'The output that becomes the next state.'),
    data_type: choice('DataType', 3, 'What its elements are.'),
    dims: many(scalar('int64', 4, 'An extent of its shape, without the batch dimension; -1 begins as 1.')),
    initial_state: many(
      nested('ModelSequenceBatching.InitialState', 5, 'What it holds at first; zeros when left out.'),
    ),
    use_same_buffer_for_input_output: scalar('bool', 6, 'Reads and writes the state in one buffer.'),
    use_growable_memory: scalar(
      'bool',
      7,
      'Lets the buffer grow in place; on a GPU and with one buffer only.',
    ),
  }),
  'ModelSequenceBatching.StrategyDirect': message('Every sequence keeps its place in the batch.', {
    max_queue_delay_microseconds: scalar(
      'uint64',
      1,
      'How many microseconds to wait for more places to fill; used with minimum_slot_utilization.',
    ),
    minimum_slot_utilization: scalar(
      'float',
      2,
      'Which part of the places, from 0 to 1, must be filled to run before the wait is over.',
    ),
  }),
  'ModelSequenceBatching.StrategyOldest': message('The oldest requests of many sequences share a batch.', {
    max_candidate_sequences: scalar('int32', 1, 'How many sequences are looked at; more wait their turn.'),
    preferred_batch_size: many(
      scalar(
        'int32',
        2,
        'A batch size that is sent off as soon as it is reached; max_batch_size when left out.',
      ),
    ),
    max_queue_delay_microseconds: scalar(
      'uint64',
      3,
      'How many microseconds a request may wait for others to join it; 0 never waits.',
    ),
    preserve_ordering: scalar('bool', 4, 'Sends answers in the order their requests came.'),
  }),
  ModelEnsembling: message('Other models, joined by the tensors they pass on.', {
    step: many(
      nested(
        'ModelEnsembling.Step',
        1,
        'A model to run; the order follows from the tensors, not from the file.',
      ),
    ),
    max_inflight_requests: scalar(
      'uint32',
      2,
      'How many requests a step may have under way at once; 0 is no limit.',
    ),
  }),
  'ModelEnsembling.Step': message('One model of an ensemble, and how its tensors are called there.', {
    model_name: scalar('string', 1, 'The model to run.'),
    model_version: scalar(
      'int64',
      2,
      'Its version; write -1 for the newest, since leaving it out asks for version 0.',
    ),
    input_map: map(
      'string',
      scalar('string', 3, 'The ensemble tensor that feeds one input of the model, under the input’s name.'),
    ),
    output_map: map(
      'string',
      scalar(
        'string',
        4,
        'The ensemble tensor that one output of the model becomes, under the output’s name.',
      ),
    ),
    model_namespace: scalar('string', 5, 'Reserved; leave it empty.'),
  }),
} as const;
