import type { Finding } from './problem.ts';
import type { ModelConfig } from './schema/value.ts';

/** A field that was filled in, what it became, and why, for people to see before they load the model. */
export interface Completed {
  readonly field: string;
  readonly value: string;
  readonly why: string;
}

/** A configuration after something was filled in, and everything there is to say about it. */
export interface CompletedConfig {
  readonly config: ModelConfig;
  readonly completed: readonly Completed[];
  readonly problems: readonly Finding[];
}

/** A step that fills in a part of a configuration. */
export type Completion = (config: ModelConfig) => CompletedConfig;

/** Runs one step after the other and gathers what they did. */
export function completeInTurn(config: ModelConfig, steps: readonly Completion[]): CompletedConfig {
  return steps.reduce<CompletedConfig>(
    (done, step) => {
      const next = step(done.config);
      return {
        config: next.config,
        completed: [...done.completed, ...next.completed],
        problems: [...done.problems, ...next.problems],
      };
    },
    { config, completed: [], problems: [] },
  );
}

/** A step's answer when it has nothing to do. */
export function unchanged(config: ModelConfig, problems: readonly Finding[] = []): CompletedConfig {
  return { config, completed: [], problems };
}

/** Sets a top-level field and says so. */
export function filled<K extends keyof ModelConfig>(
  config: ModelConfig,
  field: K,
  value: ModelConfig[K],
  why: string,
  shown: string,
): CompletedConfig {
  return { config: { ...config, [field]: value }, completed: [{ field, value: shown, why }], problems: [] };
}
