import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { MessageOf, ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present } from './rule.ts';

type State = MessageOf<'ModelSequenceBatching.State'>;

/** Tensors that the server keeps for a sequence, and what they hold at first. */
export const stateRules: Rule = (config) =>
  (config.sequence_batching?.state ?? []).flatMap((state, index) =>
    stateFaults(state, `sequence_batching.state[${index}]`, config),
  );

function stateFaults(state: State, field: string, { name }: ModelConfig): readonly Finding[] {
  const about = `sequence batching state '${state.input_name}'`;
  const [initial, ...more] = state.initial_state;
  return present(
    state.input_name === '' &&
      errorAt(`${field}.input_name`, `sequence batching state must specify 'input_name' for ${name}`),
    state.output_name === '' &&
      errorAt(`${field}.output_name`, `${about} must specify 'output_name' for ${name}`),
    state.data_type === 'TYPE_INVALID' &&
      errorAt(`${field}.data_type`, `${about} must specify 'data_type' for ${name}`),
    more.length > 0 &&
      errorAt(`${field}.initial_state[1]`, `${about} must have at most one initial_state for ${name}`),
    initial !== undefined &&
      initial.name === '' &&
      errorAt(`${field}.initial_state[0].name`, `${about} must name its initial_state for ${name}`),
    initial !== undefined &&
      !matches(initial, state) &&
      errorAt(
        `${field}.initial_state[0]`,
        `${about} and its initial_state must have the same data_type and number of dims, and no dim of the initial_state may be -1, for ${name}`,
      ),
    state.use_growable_memory &&
      !state.use_same_buffer_for_input_output &&
      errorAt(
        `${field}.use_growable_memory`,
        `${about} with use_growable_memory needs use_same_buffer_for_input_output for ${name}`,
      ),
  );
}

function matches(initial: State['initial_state'][number], state: State): boolean {
  return (
    initial.data_type === state.data_type &&
    initial.dims.length === state.dims.length &&
    !initial.dims.includes(-1)
  );
}
