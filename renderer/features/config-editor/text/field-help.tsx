import { TbBook2 } from 'react-icons/tb';
import { useMemo } from 'react';
import { hoverAt } from '../../../../server/config/language/hover.ts';
import type { ConfigDocument } from '../../../../server/config/text/document.ts';
import type { ConfigContext } from '../../../../server/config/context.ts';
import { Tag } from '../../../ui/tag.tsx';
import type { TextEditorInstance } from './text-editor.tsx';
import { useCaret } from './use-caret.ts';
import classes from './field-help.module.css';

interface FieldHelpProps {
  readonly editor: TextEditorInstance | undefined;
  readonly document: ConfigDocument;
  readonly context: ConfigContext;
}

/** What the field under the cursor means. */
export function FieldHelp({ editor, document, context }: FieldHelpProps) {
  const caret = useCaret(editor);
  const help = useMemo(() => helpAt(document, caret, context), [document, caret, context]);
  if (help === undefined) {
    return (
      <p className={classes.help} data-empty>
        Put the cursor on a field to read what it does.
      </p>
    );
  }
  return (
    <section className={classes.help} aria-label="The field at the cursor">
      <header className={classes.head}>
        <TbBook2 size={16} strokeWidth={1.75} aria-hidden="true" />
        <code className={classes.name}>{help.title}</code>
        <span className={classes.facts}>
          <Tag mono>{help.detail}</Tag>
          {help.default === undefined ? null : <Tag>default {help.default}</Tag>}
        </span>
      </header>
      <p className={classes.doc}>{help.doc}</p>
    </section>
  );
}

/** A value that has no help of its own has that of its field, which begins its line as a rule. */
function helpAt(document: ConfigDocument, caret: number | undefined, context: ConfigContext) {
  if (caret === undefined) return undefined;
  const lineStart = document.text.lastIndexOf('\n', caret - 1) + 1;
  const indentation = /^[ \t]*/.exec(document.text.slice(lineStart))?.[0].length ?? 0;
  const first = lineStart + indentation;
  return (
    hoverAt(document, caret, context) ?? (first <= caret ? hoverAt(document, first, context) : undefined)
  );
}
