/** Whose computer it is, and what must not leave it. */
export interface Private {
  readonly home: string;
  readonly user: string;
  readonly computer: string;
}

const HIDDEN = '<hidden>';
/** Names that are on every computer say nothing of anybody; shorter ones would tear words apart. */
const NOBODY = ['root', 'user', 'admin', 'localhost'];
const SHORTEST_NAME = 3;

/** The names of what is kept secret, as they are spelled in flags, fields and environments. */
const SECRET = String.raw`(?:secret|token(?!i[sz]e|s\b|_type|_ids?\b)|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization|cookie)`;

const SECRET_NAME = new RegExp(SECRET, 'i');

/** Replacements in their order, each of a form that gives a secret away by its look or by its name. */
const FORMS: readonly (readonly [form: RegExp, instead: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, HIDDEN],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b(?:hf_|gh[opsu]_|github_pat_|glpat-|sk-|xox[abp]-)[\w-]{8,}/g, HIDDEN],
  [/\bAKIA[A-Z0-9]{12,}\b/g, HIDDEN],
  [/(\/desk\/open\/)[\w-]+/g, `$1${HIDDEN}`],
  [/(\w+:\/\/)[^\s/@"']+@/g, `$1${HIDDEN}@`],
  // A parameter of a configuration: its key tells what its value is.
  [
    new RegExp(
      String.raw`(key\s*:\s*"[^"]*${SECRET}[^"]*"[\s,;]*value\s*:?\s*\{\s*string_value\s*:\s*)"(?:[^"\\]|\\.)*"`,
      'gi',
    ),
    `$1"${HIDDEN}"`,
  ],
  [
    new RegExp(String.raw`([\w-]*${SECRET}[\w-]*\\?["']?\s*[:=]\s*)(\\?["'])(?:[^"'\\\n]|\\[^"'])*\2`, 'gi'),
    `$1$2${HIDDEN}$2`,
  ],
  [
    new RegExp(String.raw`([\w-]*${SECRET}[\w-]*\s*[:=]\s*)(?!["'\\<{\[]|Bearer|Basic)[^\s,;&}\]]+`, 'gi'),
    `$1${HIDDEN}`,
  ],
];

/** The homes of other people on the computer. */
const OTHER_HOME = /([/\\](?:home|Users)[/\\]+)[^/\\\s"':,;<]+/g;

/** Takes secrets, the home folder and the names of the person and the computer out of a text. */
export function scrub(text: string, { home, user, computer }: Private): string {
  const withoutSecrets = FORMS.reduce((rest, [form, instead]) => rest.replace(form, instead), text);
  const withoutHome = spellingsOf(home)
    .reduce((rest, path) => rest.replace(new RegExp(`${literal(path)}(?![\\w-])`, 'gi'), '~'), withoutSecrets)
    .replace(OTHER_HOME, '$1<user>');
  return withoutName(withoutName(withoutHome, user, '<user>'), computer, '<computer>');
}

/** A path as it is, in JSON, and in an address. A root that is everybody's is left. */
function spellingsOf(home: string): readonly string[] {
  if (home.length < 2) return [];
  return [JSON.stringify(home).slice(1, -1), home, home.replaceAll('\\', '/'), encodeURIComponent(home)];
}

function withoutName(text: string, name: string, instead: string): string {
  if (name.length < SHORTEST_NAME || NOBODY.includes(name.toLowerCase())) return text;
  const word = String.raw`(?<![\p{L}\p{N}])${literal(name)}(?![\p{L}\p{N}])`;
  return text.replace(new RegExp(word, 'giu'), instead);
}

/** A text as the pattern of itself. */
function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** Hides every value whose name says that it is a secret, however deep it lies. */
export function withoutSecretFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecretFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [
    name,
    SECRET_NAME.test(name) ? HIDDEN : withoutSecretFields(inner),
  ]);
  return Object.fromEntries(fields);
}
