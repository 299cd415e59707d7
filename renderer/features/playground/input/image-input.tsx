import { SegmentedControl } from '@mantine/core';
import { useCallback } from 'react';
import { Card } from '../../../ui/card.tsx';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import { canBeDrawn, type InputMode } from '../drafts.ts';
import type { Playground, PlaygroundInput } from '../use-playground.ts';
import { decodePicture } from './decode-picture.ts';
import { DrawingPad } from './drawing-pad.tsx';
import { ExtentFields } from './extent-fields.tsx';
import classes from './image-input.module.css';
import { PictureView } from './picture-view.tsx';
import { PreprocessCard } from './preprocess-card.tsx';
import { usePictureDrop } from './use-picture-drop.ts';
import { ValuesFields } from './values-fields.tsx';

interface ImageInputProps {
  readonly entry: PlaygroundInput;
  readonly playground: Playground;
  readonly onDrawn: () => void;
}

const MODE_LABELS: Readonly<Record<InputMode, string>> = {
  draw: 'Draw',
  picture: 'Picture',
  values: 'Values',
};

/** An input that takes a picture: drawn, dropped, pasted or picked, and how it becomes a tensor. */
export function ImageInput({ entry, playground, onDrawn }: ImageInputProps) {
  const { input, draft } = entry;
  const { setInput } = playground;
  const { name } = input;
  const modes: readonly InputMode[] = canBeDrawn(input)
    ? ['draw', 'picture', 'values']
    : ['picture', 'values'];
  const takePicture = useCallback(
    (file: File) => {
      decodePicture(file)
        .then((picture) => setInput(name, { picture, mode: 'picture' }))
        .catch((thrown: unknown) => notifyFailure('The picture was not taken', thrown));
    },
    [name, setInput],
  );
  const drop = usePictureDrop(takePicture);
  return (
    <div className={classes.columns} data-values={draft.mode === 'values' || undefined}>
      <div className={classes.source} {...drop.handlers}>
        <Card
          title={<code>{name}</code>}
          actions={
            <SegmentedControl
              aria-label={`How to put in ${name}`}
              value={draft.mode}
              onChange={(mode) => setInput(name, { mode })}
              data={modes.map((mode) => ({ value: mode, label: MODE_LABELS[mode] }))}
            />
          }
        >
          <ExtentFields entry={entry} playground={playground} />
          {draft.mode === 'draw' ? (
            <DrawingPad
              name={name}
              strokes={draft.strokes}
              onChange={(edit) => setInput(name, ({ strokes }) => ({ strokes: edit(strokes) }))}
              onDrawn={onDrawn}
              onFile={takePicture}
            />
          ) : draft.mode === 'picture' ? (
            <PictureView picture={draft.picture} onFile={takePicture} />
          ) : (
            <ValuesFields entry={entry} playground={playground} />
          )}
        </Card>
        {drop.over ? <div className={classes.overlay}>Drop to use this picture</div> : null}
      </div>
      {draft.mode === 'values' ? null : <PreprocessCard entry={entry} playground={playground} />}
    </div>
  );
}
