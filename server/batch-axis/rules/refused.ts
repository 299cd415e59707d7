import { type Rules, rulesFor } from './rule.ts';

/** Operators that are known, and known not to keep rows apart. */
export const REFUSED: Rules = {
  ...rulesFor('NonMaxSuppression NonZero Unique Compress', (step) =>
    step.refuse('how much it gives depends on the values of all rows together'),
  ),
  RoiAlign: (step) => step.refuse('its boxes name rows of the batch'),
  ...rulesFor('RandomNormalLike RandomUniformLike Multinomial Bernoulli', (step) =>
    step.refuse('it gives something else at every run, so nothing can be proven'),
  ),
  ...rulesFor('Range ConstantOfShape EyeLike', (step) => step.refuse('its extent depends on the rows')),
  ...rulesFor('Loop Scan', (step) => step.refuse('it repeats a graph on the rows, which cannot be followed')),
  ...rulesFor(
    'SequenceConstruct SequenceInsert SequenceAt SplitToSequence ConcatFromSequence SequenceErase SequenceLength SequenceMap',
    (step) => step.refuse('it works on a sequence of tensors'),
  ),
};
