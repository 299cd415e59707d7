import { type Layout, isOwnAxis, ownAxis } from '../layout.ts';
import type { Step } from '../step.ts';
import { type Rules, rulesFor } from './rule.ts';

/** Positions of the initial states, which have the directions first. */
const INITIAL_STATES: Readonly<Record<string, readonly number[]>> = { LSTM: [5, 6], GRU: [5], RNN: [5] };
const LENGTHS = 4;

/** Sequences: the batch is the second axis, or the first where `layout` says so. */
function recurrent(step: Step): readonly Layout[] {
  const batchFirst = step.int('layout', 0) === 1;
  const axis = batchFirst ? 0 : 1;
  const rows = step.rows(0);
  if (rows.axis !== axis || !isOwnAxis(rows)) {
    step.refuse('it goes along the batch axis as along time, so the rows influence each other');
  }
  for (const position of [1, 2, 3, 7]) {
    if (step.layout(position) !== 'shared') step.refuse('its weights depend on the rows');
  }
  initial(step, LENGTHS, 0);
  for (const position of INITIAL_STATES[step.node.opType] ?? []) initial(step, position, axis);
  const sequence = ownAxis(batchFirst ? 0 : 2);
  return [sequence, ownAxis(axis), ownAxis(axis)];
}

function initial(step: Step, position: number, axis: number): void {
  if (!step.has(position)) return;
  const layout = step.layout(position);
  if (layout === 'shared') step.copyForRows(position, axis, ownAxis(axis));
  else if (layout.axis !== axis || !isOwnAxis(layout)) {
    step.refuse('its inputs have the rows along different axes');
  }
}

export const RECURRENT: Rules = rulesFor('LSTM GRU RNN', recurrent);
