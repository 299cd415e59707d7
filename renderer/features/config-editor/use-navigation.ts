import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../server/config/problem.ts';
import type { OpenProblem } from './text/use-open-problem.ts';
import { problemAt } from './text/next-problem.ts';
import { FIRST_FIX } from './text/problem-panel.tsx';
import type { TextEditorInstance } from './text/text-editor.tsx';

const route = getRouteApi('/models/$name');

interface NavigationSources {
  readonly editor: TextEditorInstance | undefined;
  readonly problems: readonly Problem[];
  readonly opened: OpenProblem;
  /** Makes the text visible. */
  readonly showText: () => void;
}

export interface Navigation {
  readonly goTo: (offset: number) => void;
  readonly openProblem: (problem: Problem) => void;
  readonly stepProblem: (direction: 1 | -1) => void;
  /** Brings the focus to what settles the problem at the cursor. */
  readonly fix: () => void;
}

/** A place to go to, once; going there again is another target. */
interface Target {
  readonly offset: number;
}

/** Ways to places of the text: from the form, the outline, the problems and the address. */
export function useNavigation({ editor, problems, opened, showText }: NavigationSources): Navigation {
  const [target, setTarget] = useState<Target>();
  const reached = useRef<Target>(undefined);
  const { show, step, open } = opened;
  const goTo = useCallback(
    (offset: number) => {
      showText();
      setTarget({ offset });
    },
    [showText],
  );
  useEffect(() => {
    if (target === undefined || editor === undefined || reached.current === target) return;
    reached.current = target;
    reveal(editor, target.offset);
  }, [editor, target]);
  const openProblem = useCallback(
    (problem: Problem) => {
      show(problem);
      goTo(problem.start);
    },
    [show, goTo],
  );
  const stepProblem = useCallback(
    (direction: 1 | -1) => {
      const next = step(caretOf(editor) ?? -1, direction);
      if (next !== undefined) openProblem(next);
    },
    [step, editor, openProblem],
  );
  const fix = useCallback(() => {
    const line = editor?.getPosition()?.lineNumber ?? 0;
    const problem = problemAt(problems, caretOf(editor) ?? 0, line) ?? open;
    if (problem === undefined) void editor?.getAction('editor.action.quickFix')?.run();
    else show(problem);
    // The panel is drawn first.
    requestAnimationFrame(() => editor?.getDomNode()?.querySelector<HTMLElement>(`.${FIRST_FIX}`)?.focus());
  }, [editor, problems, open, show]);
  useAddressedLine(editor, problems, openProblem);
  return { goTo, openProblem, stepProblem, fix };
}

function caretOf(editor: TextEditorInstance | undefined): number | undefined {
  const position = editor?.getPosition();
  return position ? editor?.getModel()?.getOffsetAt(position) : undefined;
}

function reveal(editor: TextEditorInstance, offset: number): void {
  const position = editor.getModel()?.getPositionAt(offset);
  if (position === undefined) return;
  editor.setPosition(position);
  editor.revealPositionInCenterIfOutsideViewport(position);
  editor.focus();
}

/** An address that names a line is followed once. */
function useAddressedLine(
  editor: TextEditorInstance | undefined,
  problems: readonly Problem[],
  openProblem: (problem: Problem) => void,
): void {
  const { line } = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    if (line === undefined || editor === undefined) return;
    const offset = editor.getModel()?.getOffsetAt({ lineNumber: line, column: 1 }) ?? 0;
    const problem = problemAt(problems, offset, line);
    if (problem === undefined) reveal(editor, offset);
    else openProblem(problem);
    void navigate({ search: (previous) => ({ ...previous, line: undefined }), replace: true });
  }, [line, editor, problems, openProblem, navigate]);
}
