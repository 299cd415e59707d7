import { UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { type OutlineItem, outlineOf } from '../../../../server/config/language/outline.ts';
import type { ConfigDocument } from '../../../../server/config/text/document.ts';
import classes from './side.module.css';

interface OutlineProps {
  readonly document: ConfigDocument;
  /** The cursor; its field is marked. */
  readonly caret: number | undefined;
  readonly goTo: (offset: number) => void;
}

/** The fields of the text as a tree. */
export function Outline({ document, caret, goTo }: OutlineProps) {
  const items = useMemo(() => outlineOf(document), [document]);
  if (items.length === 0) return <p className={classes.empty}>There is no field yet.</p>;
  return <Items items={items} caret={caret} goTo={goTo} />;
}

interface ItemsProps extends Pick<OutlineProps, 'caret' | 'goTo'> {
  readonly items: readonly OutlineItem[];
}

function Items({ items, caret, goTo }: ItemsProps) {
  return (
    <ul className={classes.outline}>
      {items.map(({ name, detail, range, nameRange, children }) => (
        <li key={nameRange.start}>
          <UnstyledButton
            className={classes.item}
            data-current={isIn(range, caret) || undefined}
            onClick={() => goTo(nameRange.start)}
          >
            <code>{name}</code> <code className={classes.detail}>{detail}</code>
            <span className={classes.number}>{nameRange.line}</span>
          </UnstyledButton>
          {children.length === 0 ? null : <Items items={children} caret={caret} goTo={goTo} />}
        </li>
      ))}
    </ul>
  );
}

function isIn({ start, end }: OutlineItem['range'], caret: number | undefined): boolean {
  return caret !== undefined && start <= caret && caret <= end;
}
