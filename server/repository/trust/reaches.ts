/** What a line of code reaches for. */
export type ReachKind = 'packages' | 'network' | 'files' | 'programs';

export interface Reach {
  readonly kind: ReachKind;
  /** The name in the text that says so. */
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
}

const IMPORT = /^\s*(?:from\s+([\w.]+)\s+import\b|import\s+([\w., ]+))/;

/** Python's own modules that are no news to a reader of the list. */
const HARMLESS = new Set(
  'abc array base64 collections copy csv dataclasses datetime decimal enum functools gc hashlib io itertools json logging math numbers operator random re statistics string struct sys time traceback types typing uuid warnings __future__'.split(
    ' ',
  ),
);

const SIGNS: readonly (readonly [ReachKind, RegExp])[] = [
  [
    'network',
    /\b(requests(?=\.(?:get|post|put|request|Session)\b)|urllib\d?|httpx|aiohttp|socket|http\.client|ftplib|smtplib|paramiko|boto3|from_pretrained|hf_hub_download|snapshot_download|download_url|pipeline)\b/,
  ],
  ['files', /\b(open|os\.(?:remove|rename|unlink|walk|listdir|environ)|shutil|pathlib|glob|tempfile)\b/],
  [
    'programs',
    /\b(subprocess|os\.(?:system|popen|exec\w*|spawn\w*)|ctypes|cffi|eval|exec|__import__|importlib|pickle)\b/,
  ],
];

/**
 * What Python code visibly reaches for, by its text alone: packages, the network, files, other programs. Code can hide
 * what it does, so that a short list proves nothing.
 */
export function reachesOf(text: string): readonly Reach[] {
  return text.split('\n').flatMap((line, index) => reachesInLine(withoutComment(line), index + 1));
}

function reachesInLine(text: string, line: number): Reach[] {
  // In Triton's own signature `requests` are those of the model; as a package it is imported.
  const signs = /^\s*(?:import|from)\s+requests\b/.test(text)
    ? [{ kind: 'network', name: 'requests', line } as const]
    : signsIn(text, line);
  const told = new Set(signs.map(({ name }) => name.split('.')[0]));
  const packages = importedIn(text).filter((name) => !HARMLESS.has(name) && !told.has(name));
  return [...packages.map((name) => ({ kind: 'packages', name, line }) as const), ...signs];
}

function signsIn(text: string, line: number): Reach[] {
  return SIGNS.flatMap(([kind, sign]) => {
    const name = sign.exec(text)?.[1];
    return name === undefined ? [] : [{ kind, name, line }];
  });
}

function importedIn(text: string): string[] {
  const match = IMPORT.exec(text);
  const names = match?.[1] ?? match?.[2] ?? '';
  return names
    .split(',')
    .map((name) => name.trim().split(/[ .]/)[0] ?? '')
    .filter((name) => name !== '' && name !== 'os' && name !== 'triton_python_backend_utils');
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '$1');
}
