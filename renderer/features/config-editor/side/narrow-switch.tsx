import { SegmentedControl } from '@mantine/core';
import { type Side, SIDE_LABELS, SIDES } from './side-panel.tsx';

interface NarrowSwitchProps {
  readonly shown: 'text' | Side;
  readonly onShow: (shown: 'text' | Side) => void;
}

const CHOICES = [
  { value: 'text', label: 'Text' } as const,
  ...SIDES.map((value) => ({ value, label: SIDE_LABELS[value] })),
];

/** In a narrow window the text and what stands beside it take turns. */
export function NarrowSwitch({ shown, onShow }: NarrowSwitchProps) {
  return (
    <SegmentedControl
      fullWidth
      aria-label="Text or what stands beside it"
      value={shown}
      onChange={onShow}
      data={CHOICES}
    />
  );
}
