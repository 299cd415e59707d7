import { InferdeckError } from '../../errors.ts';
import { changeLogSettings, logSettingsOf, type LogValueReader } from '../v2/log-settings.ts';
import type { V2Services } from '../v2/services.ts';
import { changeTraceSettings, checkTracedModel, traceSettingsOf } from '../v2/trace-settings.ts';
import { type V2Call, optionalJson } from './call.ts';
import { size, unreadable } from './json-fields.ts';
import { json } from './reply.ts';
import type { Route } from './routes.ts';

/** Settings of the log and of traces. */
export function settingsRoutes({ models, logSettings, tracer }: V2Services): readonly Route[] {
  const logging = /^\/v2\/logging$/;
  const tracing = /^\/v2\/(?:models\/(?<model>[^/]+)\/)?trace\/setting$/;
  const tracedModel = ({ parts: { model } }: V2Call): string | undefined => {
    if (model !== undefined) checkTracedModel(models, model);
    return model;
  };
  return [
    { method: 'GET', path: logging, handle: () => json(logSettingsOf(logSettings)) },
    {
      method: 'POST',
      path: logging,
      handle: async (call) => {
        const entries = Object.entries(await optionalJson(call)).filter(([, value]) => value !== null);
        changeLogSettings(logSettings, entries, LOG_VALUES);
        return json(logSettingsOf(logSettings));
      },
    },
    { method: 'GET', path: tracing, handle: (call) => json(traceSettingsOf(tracer, tracedModel(call))) },
    {
      method: 'POST',
      path: tracing,
      handle: async (call) => {
        const model = tracedModel(call);
        const entries = Object.entries(await optionalJson(call));
        const settings = entries.map(([key, value]) => [key, traceValues(key, value)] as const);
        changeTraceSettings(tracer, settings, model);
        return json(traceSettingsOf(tracer, model));
      },
    },
  ];
}

const LOG_VALUES: LogValueReader = {
  truth: (key, value) => {
    if (typeof value === 'boolean') return value;
    throw unreadable(key, 'attempt to access JSON non-boolean as boolean');
  },
  whole: (key, value) => size(value, key),
  text: textValue,
  badFormat: (given) => new InferdeckError('unavailable', `invalid argument for --log_format, got: ${given}`),
};

function traceValues(key: string, value: unknown): readonly string[] | null {
  if (value === null) return null;
  if (key !== 'trace_level') return [textValue(key, value)];
  if (Array.isArray(value)) return value.map((level) => textValue(key, level));
  throw unreadable(key, 'attempt to access JSON non-array as array');
}

function textValue(key: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw unreadable(key, 'attempt to access JSON non-string as string');
}
