import * as z from 'zod/mini';

const SHAPES = {
  theme: z.enum(['auto', 'light', 'dark']),
  contrast: z.enum(['system', 'more']),
  density: z.enum(['comfortable', 'compact']),
  motion: z.enum(['system', 'reduce']),
  /** Keys given to commands, by their id; empty: none. */
  keys: z.record(z.string(), z.string()),
} as const;

const shape = z.object(SHAPES);

/** How this window looks and which keys it listens to. */
export type Preferences = Readonly<z.infer<typeof shape>>;

export const DEFAULTS: Preferences = {
  theme: 'auto',
  contrast: 'system',
  density: 'comfortable',
  motion: 'system',
  keys: {},
};

interface ReadPreferences {
  readonly preferences: Preferences;
  /** What could not be understood, as a sentence. */
  readonly remark?: string;
}

/** Reads what was kept. A value that makes no sense falls back to its default alone, and is named. */
export function readPreferences(text: string | null): ReadPreferences {
  if (text === null) return { preferences: DEFAULTS };
  const kept = record(text);
  if (kept === undefined) {
    return { preferences: DEFAULTS, remark: 'What was kept is not readable, so that every default counts.' };
  }
  const wrong = Object.entries(SHAPES).flatMap(([name, value]) =>
    name in kept && !value.safeParse(kept[name]).success ? [name] : [],
  );
  const sane = Object.fromEntries(Object.entries(kept).filter(([name]) => !wrong.includes(name)));
  const preferences = shape.parse({ ...DEFAULTS, ...sane });
  if (wrong.length === 0) return { preferences };
  const remark = `No sense could be made of ${wrong.join(' and ')}; the default counts there, the rest is kept.`;
  return { preferences, remark };
}

function record(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
