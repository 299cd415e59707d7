import { Kbd } from '@mantine/core';
import { shortcutText } from '../../../app/commands/shortcuts.ts';
import type { TextEditorInstance } from './text-editor.tsx';
import { useCaret } from './use-caret.ts';
import { useTabLeaves } from './use-tab-leaves.ts';
import classes from './editor-foot.module.css';

/** Where the cursor is, and the keys that are not obvious: the one that leaves the editor most of all. */
export function EditorFoot({ editor }: { readonly editor: TextEditorInstance | undefined }) {
  useCaret(editor);
  const position = editor?.getPosition();
  return (
    <div className={classes.foot}>
      <span className={classes.position}>
        {position ? `Line ${position.lineNumber}, column ${position.column}` : ''}
      </span>
      <span className={classes.keys}>
        <span>
          <Kbd>Ctrl Space</Kbd> suggest
        </span>
        <span>
          <Kbd>{shortcutText('mod+.')}</Kbd> fix
        </span>
        <TabHint editor={editor} />
      </span>
    </div>
  );
}

const TOGGLE = /Mac/.test(navigator.userAgent) ? '⌃ ⇧ M' : 'Ctrl M';

function TabHint({ editor }: { readonly editor: TextEditorInstance | undefined }) {
  const leaves = useTabLeaves(editor);
  return (
    <span role="status">
      {leaves ? (
        <>
          Tab leaves the editor, <Kbd>{TOGGLE}</Kbd> keeps it in
        </>
      ) : (
        <>
          <Kbd>{TOGGLE}</Kbd> Tab leaves the editor
        </>
      )}
    </span>
  );
}
