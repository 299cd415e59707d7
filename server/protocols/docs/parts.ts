import type { Answer, Body, Parameter, Schema } from './openapi.ts';
import type { SchemaName } from './schemas.ts';

/** Points at a shape that has a name. */
export function named(name: SchemaName): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export function listOf(name: SchemaName): Schema {
  return { type: 'array', items: named(name) };
}

/** A body of JSON. @param required left out: the body may be empty */
export function jsonBody(schema: Schema, required = false): Body {
  return { required, content: { 'application/json': { schema } } };
}

export function jsonAnswer(description: string, schema: Schema): Answer {
  return { description, content: { 'application/json': { schema } } };
}

export const NOTHING: Answer = { description: 'Done; the body is empty.' };

/** A refusal with its reason. */
export function refusal(description: string): Answer {
  return jsonAnswer(description, named('Error'));
}

export function inPath(name: string, description: string): Parameter {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

export const MODEL = inPath(
  'model',
  'Name of the model. Taken as it is written: nothing is percent-decoded.',
);
