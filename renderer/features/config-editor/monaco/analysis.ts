import { editor, MarkerSeverity } from 'monaco-editor/editor.js';
import type { ConfigContext } from '../../../../server/config/context.ts';
import { type Diagnosis, diagnose } from '../../../../server/config/language/diagnose.ts';
import type { Problem } from '../../../../server/config/problem.ts';
import { rangeBetween } from './ranges.ts';

interface Analysis {
  readonly versionId: number;
  readonly context: ConfigContext;
  readonly diagnosis: Diagnosis;
}

/** The last analysis of each text; form, squiggles, hover and fixes all look at the same one. */
const analyses = new WeakMap<editor.ITextModel, Analysis>();

const NO_CONTEXT: ConfigContext = {
  folder: { name: '', versions: [], versionFiles: [] },
  machine: { gpus: [] },
};

/** What the text of an editor is checked against. */
export function contextOf(model: editor.ITextModel): ConfigContext {
  return analyses.get(model)?.context ?? NO_CONTEXT;
}

/** Everything there is to know about the text as it is now. */
export function diagnosisOf(model: editor.ITextModel): Diagnosis {
  return analyse(model, contextOf(model));
}

/** Shows in the editor what is wrong with the text. */
export function showProblems(model: editor.ITextModel): void {
  const markers = diagnosisOf(model).problems.map((problem) => markerOf(model, problem));
  editor.setModelMarkers(model, 'config', markers);
}

/** Checks the text as it is now; from here on it is checked against these surroundings. */
export function analyse(model: editor.ITextModel, context: ConfigContext): Diagnosis {
  const versionId = model.getVersionId();
  const known = analyses.get(model);
  if (known?.versionId === versionId && known.context === context) return known.diagnosis;
  const diagnosis = diagnose(model.getValue(), context);
  analyses.set(model, { versionId, context, diagnosis });
  return diagnosis;
}

function markerOf(model: editor.ITextModel, problem: Problem): editor.IMarkerData {
  const { severity, message, suggestion, nextStep, start, end } = problem;
  const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  const next = nextStep === undefined ? '' : `\n${nextStep}`;
  return {
    ...rangeBetween(model, start, Math.max(end, start + 1)),
    severity: severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
    message: `${message}${meant}${next}`,
  };
}
