import { ActionIcon, Button, Slider } from '@mantine/core';
import type { IconType } from 'react-icons';
import { TbArrowBackUp, TbEraser, TbPencil } from 'react-icons/tb';
import { useTestSettings } from '../test-settings.ts';
import classes from './pad-tools.module.css';
import type { Stroke } from './strokes.ts';

type Tool = Stroke['tool'];

interface PadToolsProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly blank: boolean;
  readonly onUndo: () => void;
  readonly onClear: () => void;
}

const TOOLS: readonly { readonly tool: Tool; readonly label: string; readonly icon: IconType }[] = [
  { tool: 'pen', label: 'Pen', icon: TbPencil },
  { tool: 'eraser', label: 'Eraser', icon: TbEraser },
];

/** Pen or eraser, its width, and the ways back. */
export function PadTools({ tool: chosen, onTool, blank, onUndo, onClear }: PadToolsProps) {
  const { penWidth } = useTestSettings();
  return (
    <div className={classes.tools}>
      {TOOLS.map(({ tool, label, icon: ToolIcon }) => (
        <ActionIcon
          key={tool}
          aria-label={label}
          title={label}
          aria-pressed={tool === chosen}
          data-active={tool === chosen || undefined}
          onClick={() => onTool(tool)}
        >
          <ToolIcon size={18} />
        </ActionIcon>
      ))}
      <Slider
        className={classes.width}
        aria-label="Width of the pen"
        thumbLabel="Width of the pen"
        min={8}
        max={48}
        value={penWidth}
        onChange={(value) => useTestSettings.setState({ penWidth: value })}
      />
      <ActionIcon
        className={classes.undo}
        aria-label="Undo the last stroke"
        title="Undo"
        disabled={blank}
        onClick={onUndo}
      >
        <TbArrowBackUp size={18} />
      </ActionIcon>
      <Button variant="subtle" size="xs" disabled={blank} onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
