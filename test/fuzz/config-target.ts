import { toBinary } from '@bufbuild/protobuf';
import { fromText } from '@bufbuild/protobuf/txtpb';
import { isDeepStrictEqual } from 'node:util';
import { completionsAt } from '../../server/config/language/completions.ts';
import { diagnose } from '../../server/config/language/diagnose.ts';
import { fixesFor } from '../../server/config/language/fixes.ts';
import { hoverAt } from '../../server/config/language/hover.ts';
import { outlineOf } from '../../server/config/language/outline.ts';
import type { Problem } from '../../server/config/problem.ts';
import type { ReadConfig } from '../../server/config/read.ts';
import { readConfig, readConfigBytes } from '../../server/config/read.ts';
import { setField } from '../../server/config/text/edits.ts';
import { formatConfig } from '../../server/config/text/format.ts';
import { applyEdits } from '../../server/config/text/text-edit.ts';
import { writeConfig } from '../../server/config/text/write.ts';
import { configMessageDescriptor, configToWire } from '../../server/config/wire/wire.ts';
import { contextFor } from '../support/config-context.ts';
import { SAMPLES } from '../support/config-samples.ts';
import { generatedConfig } from '../support/generated-config.ts';
import type { Seeded } from '../support/seeded.ts';
import { styledConfig } from '../support/styled-config.ts';
import { mutated } from './mutate.ts';
import type { FuzzTarget } from './target.ts';

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  ':',
  ',',
  ';',
  '-',
  '"',
  "'",
  '#',
  '\\',
  '\n',
  '\r',
  '\0',
  '\uFEFF',
  '\uD800',
  '0x',
  '09',
  '1e',
  'inf',
  '99999999999999999999',
  'true',
  'TYPE_FP32',
  'KIND_GPU',
  ' name: "x" ',
  ' dims: [ 1, -1 ] ',
  ' input { ',
  ' input [ { ',
  ' key: "k" value { ',
  ' dynamic_batching { } ',
  ' ensemble_scheduling { step { ',
  ' version_policy { all { } } ',
  ' max_batch_size: 8 ',
  ' __proto__ { } ',
  ' constructor: 1 ',
] as const;

const CONTEXT = contextFor('m', {
  signature: {
    inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 3] }],
    outputs: [{ name: 'y', datatype: 'FP32', shape: [-1] }],
  },
  folder: { files: ['labels.txt'] },
  peers: new Map(),
});

/** A mutated sample, a mutated config of another shape, or bytes that were never a config. */
function input(random: Seeded): string | Uint8Array {
  if (random.chance(0.02))
    return Uint8Array.from({ length: random.whole(0, 2000) }, () => random.whole(0, 255));
  const seed = random.whole(0, 2 ** 31);
  const text = random.chance(0.3)
    ? random.pick(Object.values(SAMPLES) as [string, ...string[]])
    : styledConfig(generatedConfig(seed, 0.12), seed);
  return random.chance(0.1) ? text : mutated(text, random, [...PIECES]);
}

function check(given: string | Uint8Array, random: Seeded): void {
  const read = typeof given === 'string' ? readConfig(given) : readConfigBytes(given);
  const { text } = read.document;
  for (const problem of read.problems) requirePlace(problem, text);
  if (random.chance(0.2)) exerciseEditor(text, random);
  if (typeof given !== 'string') return;
  const errors = read.problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) requireSound(given, read);
  else if (errors.some(isMeantForPeople)) return;
  else requireRefusal(given);
}

/** What protobuf lets pass: a number that no value of the enum has, and half characters, which no file can hold. */
const isMeantForPeople = ({ message }: Problem) =>
  /^Unknown enumeration value of "-?[0-9]|half of a surrogate pair/.test(message);

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

function requirePlace(
  { start, end, line, column, length, text: offending, message }: Problem,
  text: string,
): void {
  must(start >= 0 && start <= end && end <= text.length, `"${message}" lies outside of the text`);
  must(line >= 1 && column >= 1, `"${message}" has no line or column`);
  const shown = text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length);
  must(
    shown === offending,
    `"${message}" is placed at ${JSON.stringify(shown)} and says ${JSON.stringify(offending)}`,
  );
}

/** What the editor does with any text: diagnose it, offer fixes, complete, explain, outline and format. */
function exerciseEditor(text: string, random: Seeded): void {
  const { document, problems } = diagnose(text, CONTEXT);
  for (const problem of problems.slice(0, 5)) {
    requirePlace(problem, text);
    for (const { edits } of fixesFor(document, problem)) readConfig(applyEdits(text, edits));
  }
  const offset = random.whole(0, text.length);
  const { start, end } = completionsAt(document, offset, CONTEXT);
  must(
    start <= offset && offset <= end && end <= text.length,
    'a completion replaces what is not at the cursor',
  );
  hoverAt(document, offset, CONTEXT);
  outlineOf(document);
  formatConfig(text);
}

/** What must hold for a text without errors: every other form of it means the same, to us and to protobuf's reader. */
function requireSound(text: string, { config, document, problems }: ReadConfig): void {
  const isSame = (other: string, what: string) =>
    must(isDeepStrictEqual(readConfig(other).config, config), what);
  isSame(writeConfig(config), 'what is written does not read back the same');
  const formatted = formatConfig(text);
  isSame(formatted, 'formatting changes the meaning');
  must(formatConfig(formatted) === formatted, 'formatting twice is not formatting once');
  const edited = readConfig(applyEdits(text, setField(document, 'max_batch_size', 77)));
  must(
    isDeepStrictEqual(edited.config, {
      ...config,
      max_batch_size: 77,
    }),
    'setting one field changes more than that field',
  );
  if (!problems.some(isRounded)) requireAgreement(text, config);
}

/** A number beyond what JavaScript keeps exactly, of which the person was told. */
const isRounded = ({ message }: Problem) => message.includes('larger than can be kept exactly');

/** The judge: protobuf's own reader, which knows nothing of byte order marks. */
function theirs(text: string): Uint8Array {
  const descriptor = configMessageDescriptor();
  return toBinary(descriptor, fromText(descriptor, text.replace(/^\uFEFF/, '')));
}

function requireAgreement(text: string, config: ReadConfig['config']): void {
  must(
    isDeepStrictEqual(configToWire(config), theirs(text)),
    'protobuf’s own reader understands something else',
  );
}

function requireRefusal(text: string): void {
  let isAccepted = true;
  try {
    theirs(text);
  } catch {
    isAccepted = false;
  }
  must(!isAccepted, 'protobuf’s own reader finds nothing wrong with it');
}

export const CONFIG_TARGET: FuzzTarget = {
  name: 'config',
  description:
    'Mutated config.pbtxt files: reading, editing and helping never throw, and we refuse what protobuf’s own reader refuses.',
  input,
  check,
};
