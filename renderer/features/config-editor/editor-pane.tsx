import type { ReactNode } from 'react';
import { fixesFor } from '../../../server/config/language/fixes.ts';
import type { QuickFix } from '../../../server/config/language/fixes.ts';
import type { ConfigBuffer } from './buffer/config-buffer.ts';
import { EditorFoot } from './text/editor-foot.tsx';
import { FieldHelp } from './text/field-help.tsx';
import { LinePanel } from './text/line-panel.tsx';
import { ProblemPanel } from './text/problem-panel.tsx';
import { type EditorKeys, TextEditor, type TextEditorInstance } from './text/text-editor.tsx';
import { useChangedLines } from './text/use-changed-lines.ts';
import type { OpenProblem } from './text/use-open-problem.ts';
import type { TextAnalysis } from './use-analysis.ts';

interface EditorPaneProps {
  readonly name: string;
  readonly buffer: ConfigBuffer;
  readonly analysis: TextAnalysis;
  readonly keys: EditorKeys;
  readonly opened: OpenProblem;
  readonly editor: TextEditorInstance | undefined;
  readonly onEditor: (editor: TextEditorInstance | undefined) => void;
}

/** The text, the problem that is open in it, what the field at the cursor means, and the keys. */
export function EditorPane(props: EditorPaneProps): ReactNode {
  const { name, buffer, analysis, keys, opened, editor, onEditor } = props;
  const { context, diagnosis, changes } = analysis;
  const { open, close } = opened;
  useChangedLines(editor, changes);
  const leave = () => {
    close();
    editor?.focus();
  };
  const take = ({ edits }: QuickFix) => {
    buffer.apply(edits);
    leave();
  };
  return (
    <>
      <TextEditor label={`Configuration of ${name}`} buffer={buffer} keys={keys} onEditor={onEditor} />
      {editor === undefined || open === undefined ? null : (
        <LinePanel editor={editor} line={open.line}>
          <ProblemPanel
            problem={open}
            fixes={fixesFor(diagnosis.document, open)}
            onFix={take}
            onClose={leave}
          />
        </LinePanel>
      )}
      <FieldHelp editor={editor} document={diagnosis.document} context={context} />
      <EditorFoot editor={editor} />
    </>
  );
}
