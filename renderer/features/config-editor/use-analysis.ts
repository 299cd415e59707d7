import { useEffect, useMemo } from 'react';
import type { ConfigContext } from '../../../server/config/context.ts';
import type { Diagnosis } from '../../../server/config/language/diagnose.ts';
import { readConfig } from '../../../server/config/read.ts';
import type { ModelConfig } from '../../../server/config/schema/value.ts';
import type { ConfigSurroundings } from '../../../server/protocols/desk/contract.ts';
import type { BufferState, ConfigBuffer } from './buffer/config-buffer.ts';
import { type LineChange, lineChanges } from './buffer/line-changes.ts';
import { analyse, showProblems } from './monaco/analysis.ts';
import { useConfigContext } from './use-config-context.ts';

/** What is known of the text as it is now. */
export interface TextAnalysis {
  readonly context: ConfigContext;
  readonly diagnosis: Diagnosis;
  /** Where it differs from what it began from. */
  readonly changes: readonly LineChange[];
  /** The configuration that it began from. */
  readonly saved: ModelConfig;
}

/** Analyses the text at every change of it, or of what it is checked against. */
export function useAnalysis(
  name: string,
  surroundings: ConfigSurroundings,
  buffer: ConfigBuffer,
  { text, base }: BufferState,
): TextAnalysis {
  const context = useConfigContext(name, surroundings, buffer);
  // The text itself is in the editor's model; `text` says that it is another one now.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const diagnosis = useMemo(() => analyse(buffer.model, context), [buffer, context, text]);
  useEffect(() => showProblems(buffer.model), [buffer, context]);
  const saved = useMemo(() => readConfig(base.text).config, [base.text]);
  const changes = useMemo(() => lineChanges(base.text, text), [base.text, text]);
  return { context, diagnosis, changes, saved };
}
