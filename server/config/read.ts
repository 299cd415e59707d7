import type { Finding, Problem } from './problem.ts';
import { errorAt } from './problem.ts';
import { messageDefaults, typedMessage } from './schema/typed.ts';
import type { ModelConfig } from './schema/value.ts';
import { decodeBlock } from './text/decode.ts';
import type { ConfigDocument, Span } from './text/document.ts';
import { rangeOf } from './text/document.ts';
import { rangeOfField } from './text/locate.ts';
import type { SyntaxFault } from './text/parse.ts';
import { parseText } from './text/parse.ts';
import { pathAt } from './text/surroundings.ts';

export interface ReadConfig {
  /** As much of the configuration as could be read; every field has its default otherwise. */
  readonly config: ModelConfig;
  /** Everything that is wrong with the text itself, in its order. */
  readonly problems: readonly Problem[];
  readonly document: ConfigDocument;
}

/** More than the largest real configuration by far; beyond it, reading would only cost time. */
const LONGEST_TEXT = 256 * 1024;
const MOST_PROBLEMS = 500;

/**
 * Reads a config.pbtxt: the protobuf text format of message ModelConfig. Never throws; goes on after an error and
 * reports all of them.
 */
export function readConfig(text: string): ReadConfig {
  if (text.length > LONGEST_TEXT) return tooLong(text.length);
  const { document, faults } = parseText(text);
  const problems = faults.map((fault) => problemAt(document, fault, findingOf(document, fault)));
  const message = decodeBlock(document.root, 'ModelConfig', '', (span, finding) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problemAt(document, span, finding));
  });
  return {
    config: typedMessage(message, 'ModelConfig'),
    problems: problems.sort((a, b) => a.start - b.start),
    document,
  };
}

function findingOf(document: ConfigDocument, { start, message, repair }: SyntaxFault): Finding {
  const field = pathAt(document, start);
  if (repair === undefined) return errorAt(field, message);
  const { title, ...edit } = repair;
  return errorAt(field, message, { remedies: [{ title, changes: [{ kind: 'text', ...edit }] }] });
}

/** Reads the bytes of a config.pbtxt. A byte order mark is passed over; text that is not UTF-8 is a problem. */
export function readConfigBytes(bytes: Uint8Array): ReadConfig {
  if (bytes.length > LONGEST_TEXT) return tooLong(bytes.length);
  const text = new TextDecoder().decode(bytes);
  const read = readConfig(text);
  if (isUtf8(bytes)) return read;
  const at = Math.max(0, text.indexOf('\uFFFD'));
  const fault = errorAt('', 'The file is not valid UTF-8 text.', { nextStep: 'Save it again as UTF-8.' });
  return {
    ...read,
    problems: [problemAt(read.document, { start: at, end: at + 1 }, fault), ...read.problems],
  };
}

/** Puts findings about fields where the text has them; past the first few hundred, nobody reads on. */
export function placeFindings(document: ConfigDocument, findings: readonly Finding[]): readonly Problem[] {
  return findings
    .slice(0, MOST_PROBLEMS)
    .map((finding) => problemAt(document, rangeOfField(document, finding.field), finding));
}

function problemAt(document: ConfigDocument, span: Span, finding: Finding): Problem {
  const text = document.text.slice(span.start, span.end).split('\n', 1)[0]?.trimEnd() ?? '';
  return { ...finding, ...rangeOf(document.lineStarts, span), length: text.length, text };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function tooLong(size: number): ReadConfig {
  const { document } = parseText('');
  const message = `The file holds ${size} bytes; a configuration is at most ${LONGEST_TEXT}.`;
  const problem = problemAt(
    document,
    { start: 0, end: 0 },
    errorAt('', message, { nextStep: 'Look whether this is the right file.' }),
  );
  return { config: messageDefaults('ModelConfig'), problems: [problem], document };
}
