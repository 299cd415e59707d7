import { useState } from 'react';
import { generateConfig } from '../../../server/config/generate.ts';
import type { ConfigOnDisk, ModelDetail } from '../../../server/protocols/desk/contract.ts';
import type { BufferState, ConfigBuffer } from './buffer/config-buffer.ts';
import type { CompareSource } from './compare/compare-source.ts';
import { CompareView } from './compare/compare-view.tsx';
import { MergeView } from './compare/merge-view.tsx';
import { EditorPane } from './editor-pane.tsx';
import { EmptyConfig } from './empty-config.tsx';
import type { EditorKeys, TextEditorInstance } from './text/text-editor.tsx';
import type { OpenProblem } from './text/use-open-problem.ts';
import type { TextAnalysis } from './use-analysis.ts';

/** What the large card shows. */
export type View =
  | { readonly kind: 'text' | 'merge' }
  | { readonly kind: 'compare'; readonly source: CompareSource };

interface MainViewProps {
  readonly view: View;
  readonly detail: ModelDetail;
  readonly disk: ConfigOnDisk;
  readonly buffer: ConfigBuffer;
  readonly state: BufferState;
  readonly analysis: TextAnalysis;
  readonly keys: EditorKeys;
  readonly opened: OpenProblem;
  readonly editor: TextEditorInstance | undefined;
  readonly onEditor: (editor: TextEditorInstance | undefined) => void;
  readonly onText: () => void;
}

/** The text, the text beside another one, or the way to a first text. */
export function MainView(props: MainViewProps) {
  const { view, detail, disk, buffer, state, analysis, keys, opened, editor, onEditor, onText } = props;
  const { name } = detail.summary;
  const { signature, folder } = analysis.context;
  const [begun, setBegun] = useState(false);
  if (disk.text === null && state.text === '' && !begun) {
    const generate = signature && (() => buffer.replace(generateConfig(signature, folder)));
    return <EmptyConfig name={name} onGenerate={generate} onWrite={() => setBegun(true)} />;
  }
  if (view.kind === 'merge' && state.standing === 'conflict')
    return <MergeView buffer={buffer} state={state} onClose={onText} />;
  if (view.kind === 'compare') {
    return (
      <CompareView
        source={view.source}
        name={name}
        buffer={buffer}
        state={state}
        diagnosis={analysis.diagnosis}
        loadedText={disk.loadedText}
        loadedConfig={detail.config}
        onClose={onText}
      />
    );
  }
  return (
    <EditorPane
      name={name}
      buffer={buffer}
      analysis={analysis}
      keys={keys}
      opened={opened}
      editor={editor}
      onEditor={onEditor}
    />
  );
}
