import { imageTargetOf } from '../../../../server/pictures/image-target.ts';
import type { Playground } from '../use-playground.ts';
import { ImageInput } from './image-input.tsx';
import { ValuesCard } from './values-card.tsx';

export interface InputFormProps {
  readonly name: string;
  readonly playground: Playground;
  /** A stroke on the pad is finished. */
  readonly onDrawn: () => void;
}

/** The form for one input: a picture where it takes pictures, values otherwise. */
export function InputForm({ name, playground, onDrawn }: InputFormProps) {
  const entry = playground.inputs.find(({ input }) => input.name === name);
  if (entry === undefined) return null;
  const target = imageTargetOf(entry.input);
  return target === undefined ? (
    <ValuesCard entry={entry} playground={playground} />
  ) : (
    <ImageInput entry={entry} playground={playground} onDrawn={onDrawn} />
  );
}
