import { InferdeckError } from '../errors.ts';

/** Why a scheduler that is being drained takes nothing new; the text is part of the protocol. */
export function stopping(): InferdeckError {
  return new InferdeckError(
    'unavailable',
    'Server is stopping, scheduler for model has stopped accepting new inference requests',
  );
}
