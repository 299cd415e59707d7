import type { Backend } from '../backend.ts';
import { builtinBackend } from './builtin-model.ts';
import { identity } from './identity.ts';
import { repeat, square } from './repeat.ts';
import { dynaSequence, sequence } from './sequence.ts';

/** Backends that need no model file. */
export function builtinBackends(): readonly Backend[] {
  return [
    builtinBackend('identity', identity),
    builtinBackend('repeat', repeat),
    builtinBackend('square', square),
    builtinBackend('sequence', sequence),
    builtinBackend('dyna_sequence', dynaSequence),
  ];
}
