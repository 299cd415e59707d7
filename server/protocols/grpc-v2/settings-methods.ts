import { invalidArgument } from '../../errors.ts';
import { type GrpcMethod, unary } from '../grpc/method.ts';
import { changeLogSettings, logSettingsOf, type LogValue, type LogValueReader } from '../v2/log-settings.ts';
import type { V2Services } from '../v2/services.ts';
import { changeTraceSettings, checkTracedModel, traceSettingsOf } from '../v2/trace-settings.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';

/** Settings of the log and of traces. */
export function settingsMethods({ models, logSettings, tracer }: V2Services): readonly GrpcMethod[] {
  const { logSettings: log, traceSetting } = GRPCInferenceService.method;
  return [
    unary(log, ({ settings }) => {
      const entries = Object.entries(settings).map(
        ([key, { parameterChoice }]) => [key, parameterChoice.value] as const,
      );
      changeLogSettings(logSettings, entries, LOG_VALUES);
      const after = Object.entries(logSettingsOf(logSettings));
      return { settings: Object.fromEntries(after.map(([key, value]) => [key, onWire(value)])) };
    }),
    unary(traceSetting, ({ settings, modelName }) => {
      const model = modelName === '' ? undefined : modelName;
      if (model !== undefined) checkTracedModel(models, model);
      const entries = Object.entries(settings).map(([key, { value }]) => [key, value] as const);
      changeTraceSettings(tracer, entries, model);
      const after = Object.entries(traceSettingsOf(tracer, model));
      return { settings: Object.fromEntries(after.map(([key, value]) => [key, { value: [value].flat() }])) };
    }),
  ];
}

const LOG_VALUES: LogValueReader = {
  truth: (key, value) => {
    if (typeof value === 'boolean') return value;
    throw wrongType(key, 'bool_param');
  },
  whole: (key, value) => {
    if (typeof value === 'number') return value;
    throw wrongType(key, 'uint32_param');
  },
  text: (key, value) => {
    if (typeof value === 'string') return value;
    throw wrongType(key, 'string_param');
  },
  badFormat: (given) => invalidArgument(`invalid argument for log_format, got: ${given}`),
};

function wrongType(key: string, expected: string): Error {
  return invalidArgument(`invalid value type for log setting '${key}', expected ${expected}.`);
}

function onWire(value: LogValue) {
  if (typeof value === 'boolean') return { parameterChoice: { case: 'boolParam', value } as const };
  if (typeof value === 'number') return { parameterChoice: { case: 'uint32Param', value } as const };
  return { parameterChoice: { case: 'stringParam', value } as const };
}
