import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { usePendingControl } from '../../queries/model-control.ts';
import { Counter } from '../../ui/counter.tsx';
import { estimatedHeight, type ListItem, modelAfterKey } from './list-items.ts';
import { ModelRow } from './model-row.tsx';
import classes from './model-rows.module.css';
import { useModelCommands } from './use-model-commands.ts';

interface ModelRowsProps {
  readonly items: readonly ListItem[];
  readonly selected: string | undefined;
}

/** The scrolling part of the list; only the rows in view exist. */
export function ModelRows({ items, selected }: ModelRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const { control } = useModelCommands();
  const pending = usePendingControl();
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedHeight(items[index]),
    getItemKey: (index) => items[index]?.model.name ?? index,
    overscan: 8,
  });
  const tabStop = tabStopOf(items, focused, selected);

  const moveFocus = (event: KeyboardEvent) => {
    const name = modelAfterKey(items, focused, event.key);
    if (name === undefined) return;
    event.preventDefault();
    rows.scrollToIndex(items.findIndex((item) => item.model.name === name));
    setFocused(name);
    requestAnimationFrame(() => rowElement(scroller.current, name)?.focus());
  };

  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.rows} style={{ height: rows.getTotalSize() }} aria-label="Models">
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
              aria-posinset={item.position}
              aria-setsize={items.length}
            >
              {item.head === undefined ? null : (
                <h3 className={classes.head}>
                  {item.head.group} <Counter count={item.head.count} />
                </h3>
              )}
              <ModelRow
                model={item.model}
                selected={item.model.name === selected}
                tabbable={item.model.name === tabStop}
                command={control(item.model)}
                pending={pending.get(item.model.name)}
                onKeyDown={moveFocus}
                onFocus={() => setFocused(item.model.name)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function tabStopOf(items: readonly ListItem[], focused: string | undefined, selected: string | undefined) {
  const names = items.map(({ model }) => model.name);
  return [focused, selected].find((name) => name !== undefined && names.includes(name)) ?? names[0];
}

/** The link of a model's row, when it is in view. */
export function rowElement(within: HTMLElement | null, name: string): HTMLElement | null {
  return within?.querySelector<HTMLElement>(`[data-row="${CSS.escape(name)}"]`) ?? null;
}
