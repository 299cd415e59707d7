import { useMemo } from 'react';
import { pathAt } from '../../../../server/config/text/surroundings.ts';
import type { EarlierSave } from '../../../../server/protocols/desk/contract.ts';
import type { ConfigBuffer } from '../buffer/config-buffer.ts';
import { ConfigForm } from '../form/config-form.tsx';
import { formScope } from '../form/form-scope.ts';
import type { TextEditorInstance } from '../text/text-editor.tsx';
import { useCaret } from '../text/use-caret.ts';
import type { TextAnalysis } from '../use-analysis.ts';
import { History } from './history.tsx';
import { Meaning } from './meaning.tsx';
import { Outline } from './outline.tsx';
import { type Side, SidePanel } from './side-panel.tsx';

interface SideColumnProps {
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly buffer: ConfigBuffer;
  readonly analysis: TextAnalysis;
  readonly editor: TextEditorInstance | undefined;
  readonly saves: readonly EarlierSave[];
  readonly goTo: (offset: number) => void;
  readonly onCompare: (save: EarlierSave) => void;
}

/** What stands beside the text and follows it. */
export function SideColumn(props: SideColumnProps) {
  const { side, onSide, buffer, analysis, editor, saves, goTo, onCompare } = props;
  const { context, diagnosis, saved } = analysis;
  const { document } = diagnosis;
  const caret = useCaret(editor);
  const current = caret === undefined ? undefined : pathAt(document, caret);
  const scope = useMemo(
    () => formScope({ diagnosis, saved, current, apply: (edits) => buffer.apply(edits), goTo }),
    [diagnosis, saved, current, buffer, goTo],
  );
  return (
    <SidePanel side={side} onSide={onSide}>
      {side === 'form' ? (
        <ConfigForm scope={scope} context={context} />
      ) : side === 'meaning' ? (
        <Meaning diagnosis={diagnosis} goTo={goTo} />
      ) : side === 'outline' ? (
        <Outline document={document} caret={caret} goTo={goTo} />
      ) : (
        <History saves={saves} onCompare={onCompare} />
      )}
    </SidePanel>
  );
}
