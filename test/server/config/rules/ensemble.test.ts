import { describe, expect, it } from 'vitest';
import type { ConfigContext, PeerModel } from '../../../../server/config/context.ts';
import { readConfig } from '../../../../server/config/read.ts';
import { resolveConfig } from '../../../../server/config/resolve.ts';
import { contextFor } from '../../../support/config-context.ts';
import { FLOWERS, PIPELINE } from '../../../support/config-samples.ts';

const HEAD =
  'platform: "ensemble" input { name: "IN" data_type: TYPE_FP32 dims: 2 } output { name: "OUT" data_type: TYPE_FP32 dims: 2 } ';
const step = (model: string, from: string, to: string, more = 'model_version: -1') =>
  `step { model_name: "${model}" ${more} input_map { key: "x" value: "${from}" } output_map { key: "y" value: "${to}" } }`;
const ensemble = (...steps: string[]) => `${HEAD} ensemble_scheduling { ${steps.join(' ')} }`;

const peer = (
  name: string,
  text = '',
  loadedVersions: number[] = [1],
  failure?: string,
): [string, PeerModel] => {
  const { config } = readConfig(`name: "${name}" ${text === '' ? TENSORS : text}`);
  return [name, { config, loadedVersions, ...(failure !== undefined && { failure }) }];
};
const TENSORS =
  'input { name: "x" data_type: TYPE_FP32 dims: 2 } output { name: "y" data_type: TYPE_FP32 dims: 2 }';
const among = (...peers: [string, PeerModel][]) => contextFor('m', { peers: new Map(peers) });

const messages = (text: string, context: ConfigContext = contextFor('m')) =>
  resolveConfig(readConfig(text).config, context).problems.map(({ message }) => message);

describe('an ensemble', () => {
  it('passes when its tensors join up', () => {
    expect(messages(ensemble(step('a', 'IN', 'mid'), step('b', 'mid', 'OUT')))).toEqual([]);
    expect(
      messages(ensemble(step('b', 'mid', 'OUT'), step('a', 'IN', 'mid')), among(peer('a'), peer('b'))),
    ).toEqual([]);
  });

  it('is not completed', () => {
    const { config } = resolveConfig(
      readConfig('platform: "ensemble" max_batch_size: 8').config,
      contextFor('m'),
    );
    expect(config).toMatchObject({ max_batch_size: 8, input: [], output: [], instance_group: [] });
  });

  it.each([
    [
      'a backend',
      `backend: "python" ${ensemble(step('a', 'IN', 'OUT'))}`,
      "Ensemble model 'm' must have platform type 'ensemble' and empty backend type",
    ],
    ['no steps block', HEAD, 'ensemble scheduling must be set for ensemble m whose platform is ensemble'],
    [
      'another platform',
      ensemble(step('a', 'IN', 'OUT')).replace('"ensemble"', '"onnxruntime_onnx"'),
      "ensemble scheduling cannot be set for model 'm' whose platform is not ensemble",
    ],
    [
      'instances',
      `${ensemble(step('a', 'IN', 'OUT'))} instance_group { }`,
      "instance group should not be specified for ensemble 'm'",
    ],
    [
      'optimization',
      `${ensemble(step('a', 'IN', 'OUT'))} optimization { }`,
      "optimization should not be specified for ensemble 'm'",
    ],
    [
      'warm-up',
      `${ensemble(step('a', 'IN', 'OUT'))} model_warmup { }`,
      "model_warmup can not be specified for ensemble 'm'",
    ],
    ['no step', ensemble(), "must specify 'step' for ensemble 'm'"],
    [
      'a step without a model',
      ensemble(step('', 'IN', 'OUT')),
      "must specify 'model_name' in step 0 of ensemble 'm'",
    ],
    [
      'a step without inputs',
      ensemble(step('a', 'IN', 'OUT').replace(/input_map \{[^}]*\}/, '')),
      "must specify 'input_map' in step 0 of ensemble 'm'",
    ],
    [
      'a step without outputs',
      ensemble(step('a', 'IN', 'OUT').replace(/output_map \{[^}]*\}/, '')),
      "must specify 'output_map' in step 0 of ensemble 'm'",
    ],
    [
      'a tensor that two steps write',
      ensemble(step('a', 'IN', 'OUT'), step('b', 'IN', 'OUT')),
      "ensemble tensor 'OUT' can appear in an output map only once for ensemble 'm' step 1",
    ],
    [
      'an input nobody reads',
      ensemble(step('a', 'other', 'OUT')),
      "ensemble input 'IN' for ensemble m' is not used",
    ],
    [
      'an output nobody writes',
      ensemble(step('a', 'IN', 'other')),
      "ensemble output 'OUT' for ensemble m' is not used",
    ],
    [
      'an output that hangs in the air',
      ensemble(step('a', 'IN', 'side'), step('b', 'nowhere', 'OUT')),
      "output 'OUT' for ensemble 'm' is not written: at least one of its depending tensors, 'nowhere', is not connected",
    ],
    [
      'a tensor nobody reads',
      ensemble(step('a', 'IN', 'OUT'), step('b', 'IN', 'side')),
      "ensemble tensor 'side' is unused in ensemble 'm'",
    ],
  ])('cannot have %s', (_, text, message) => {
    expect(messages(text)).toContain(message);
  });

  it('warns of a step without a version, which asks for version 0', () => {
    expect(messages(ensemble(step('a', 'IN', 'OUT', '')))).toEqual([
      "step 0 asks for version 0 of model 'a'; the newest one is -1",
    ]);
  });

  it('lets the last of two mappings of one input count, and says so', () => {
    const twice = step('a', 'IN', 'OUT').replace(
      'output_map',
      'input_map { key: "x" value: "IN" } output_map',
    );
    expect(readConfig(ensemble(twice)).problems).toMatchObject([
      { severity: 'warning', message: 'The key "x" is given again; this one counts.' },
    ]);
  });
});

describe('the models of an ensemble', () => {
  const two = ensemble(step('a', 'IN', 'mid'), step('b', 'mid', 'OUT'));

  it.each<[string, string, ConfigContext, string]>([
    ['be there', two, among(), 'ensemble m contains models that are not available or ambiguous: a, b'],
    [
      'have the version asked for',
      ensemble(step('a', 'IN', 'OUT', 'model_version: 3')),
      among(peer('a', '', [1, 2])),
      "ensemble 'm' depends on 'a' whose required version 3 is not loaded",
    ],
    [
      'not be asked for version 0 by leaving it out',
      ensemble(step('a', 'IN', 'OUT', '')),
      among(peer('a')),
      "ensemble 'm' depends on 'a' whose required version 0 is not loaded",
    ],
    [
      'be loaded',
      ensemble(step('a', 'IN', 'OUT')),
      among(peer('a', '', [], 'no such file')),
      "ensemble 'm' depends on 'a' which has no loaded version. Model 'a' loading failed with error: no such file",
    ],
    [
      'not run in circles',
      two,
      among(
        peer('a'),
        peer('b', ensemble(step('c', 'IN', 'OUT'))),
        peer('c', ensemble(step('m', 'IN', 'OUT'))),
      ),
      'circular dependency between ensembles: m -> b -> c -> m',
    ],
    [
      'take batches as large',
      `max_batch_size: 8 ${ensemble(step('a', 'IN', 'OUT'))}`,
      among(peer('a', `max_batch_size: 4 ${TENSORS}`)),
      'ensemble m allows maximum batch size 8, but it contains model a which only allows maximum batch size to be 4',
    ],
    [
      'agree on datatypes',
      two,
      among(peer('a'), peer('b', TENSORS.replace('TYPE_FP32', 'TYPE_INT32'))),
      'in ensemble m, ensemble tensor mid: inconsistent data type: TYPE_FP32 is inferred from model a while TYPE_INT32 is inferred from model b',
    ],
    [
      'agree on shapes',
      two,
      among(peer('a'), peer('b', TENSORS.replace('dims: 2', 'dims: 3'))),
      'in ensemble m, ensemble tensor mid: inconsistent shape: [2] is inferred from model a while [3] is inferred from model b',
    ],
    [
      'have the inputs that are fed',
      ensemble(step('a', 'IN', 'OUT')),
      among(peer('a', 'output { name: "y" data_type: TYPE_FP32 dims: 2 }')),
      'in ensemble m, ensemble tensor IN is mapping to non-existing input x in model a',
    ],
    [
      'have the outputs that are read',
      ensemble(step('a', 'IN', 'OUT')),
      among(peer('a', 'input { name: "x" data_type: TYPE_FP32 dims: 2 }')),
      'in ensemble m, ensemble tensor OUT is mapped from non-existing output y in model a',
    ],
    [
      'be fed all their inputs',
      ensemble(step('a', 'IN', 'OUT')),
      among(peer('a', `${TENSORS} input { name: "z" }`)),
      'in ensemble m, input z in model a is not mapped to any ensemble tensors',
    ],
  ])('must %s', (_, text, context, message) => {
    expect(messages(text, context)).toContain(message);
  });

  it('may leave optional inputs open', () => {
    expect(
      messages(
        ensemble(step('a', 'IN', 'OUT')),
        among(peer('a', `${TENSORS} input { name: "z" optional: true }`)),
      ),
    ).toEqual([]);
  });

  it('may have open extents, and a batch dimension of their own', () => {
    const whole = TENSORS.replaceAll('dims: 2', 'dims: [ -1, 2 ]');
    expect(messages(two, among(peer('a'), peer('b', TENSORS.replace('dims: 2', 'dims: -1'))))).toEqual([]);
    expect(
      messages(two, among(peer('a', `max_batch_size: 4 ${TENSORS}`), peer('b', whole))),
    ).not.toContainEqual(expect.stringContaining('tensor mid'));
  });

  it('must not mix answers of two decoupled models', () => {
    const decoupled = `${TENSORS} model_transaction_policy { decoupled: true }`;
    const join =
      'step { model_name: "c" model_version: -1 input_map { key: "x" value: "p" } input_map { key: "z" value: "q" } output_map { key: "y" value: "OUT" } }';
    const text = ensemble(step('a', 'IN', 'p'), step('b', 'IN', 'q'), join);
    const peers = (b: string) =>
      among(
        peer('a', decoupled),
        peer('b', b),
        peer('c', `${TENSORS} input { name: "z" data_type: TYPE_FP32 dims: 2 }`),
      );
    expect(messages(text, peers(decoupled))).toEqual([
      "in ensemble m, step of model 'c' receives inputs originated from different decoupled models",
    ]);
    expect(messages(text, peers(TENSORS))).toEqual([]);
  });

  it('reject the pipeline whose label is a string to one side and a score to the other', () => {
    const { config } = readConfig(FLOWERS);
    const prep =
      'max_batch_size: 8 input { name: "BYTES_IN" data_type: TYPE_UINT8 dims: -1 } output { name: "IMG" data_type: TYPE_FP32 dims: [ 3, 224, 224 ] }';
    const peers = new Map([peer('prep', prep), ['flowers', { config, loadedVersions: [3] }] as const]);
    expect(messages(PIPELINE, contextFor('pipeline', { peers }))).toEqual([
      'in ensemble pipeline, ensemble tensor LABEL: inconsistent data type: TYPE_STRING is inferred from model pipeline while TYPE_FP32 is inferred from model flowers',
    ]);
  });
});
