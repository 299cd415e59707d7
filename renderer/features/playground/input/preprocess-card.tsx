import { Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TensorFacts } from '../../../../server/protocols/desk/contract.ts';
import { Card } from '../../../ui/card.tsx';
import { imageTargetOf } from '../../../../server/pictures/image-target.ts';
import { type PreprocessSettings, SCALES, type Stage } from '../../../../server/pictures/preprocess.ts';
import type { Playground, PlaygroundInput } from '../use-playground.ts';
import classes from './preprocess-card.module.css';
import { RasterView } from './raster-view.tsx';
import { TensorPreview } from './tensor-preview.tsx';

interface PreprocessCardProps {
  readonly entry: PlaygroundInput;
  readonly playground: Playground;
}

/** Every step from the picture to the tensor, each with its picture, and the tensor at the end. */
export function PreprocessCard({ entry, playground }: PreprocessCardProps) {
  const { input, draft, built } = entry;
  const stages = built.state === 'ready' ? built.stages : [];
  const change = (settings: Partial<PreprocessSettings>) =>
    playground.setInput(input.name, { preprocess: { ...draft.preprocess, ...settings } });
  return (
    <Card title="Preprocessing" foot={<TensorPreview entry={entry} />} className={classes.card}>
      <ol className={classes.steps}>
        {stepsFor(input).map((step) => (
          <Step
            key={step}
            step={step}
            entry={entry}
            stage={stages.find((stage) => stage.step === step)}
            change={change}
          />
        ))}
      </ol>
    </Card>
  );
}

const STEPS: readonly Stage['step'][] = ['color', 'crop', 'resize', 'invert', 'scale'];

/** Pictures in colour have no ink to crop to. */
function stepsFor(input: TensorFacts): readonly Stage['step'][] {
  return imageTargetOf(input)?.channels === 3 ? STEPS.filter((step) => step !== 'crop') : STEPS;
}

interface StepProps {
  readonly step: Stage['step'];
  readonly entry: PlaygroundInput;
  readonly stage: Stage | undefined;
  readonly change: (settings: Partial<PreprocessSettings>) => void;
}

function Step({ step, entry, stage, change }: StepProps) {
  const title = STEP_TITLES[step](entry);
  const on = stage?.on ?? expected(step, entry);
  return (
    <li className={classes.step} data-off={on ? undefined : true}>
      <StepSwitch step={step} title={title} on={on} change={change} />
      <span className={classes.thumbnail}>
        {stage === undefined ? null : <RasterView raster={stage.raster} />}
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.detail}>{stage?.detail ?? EXPECTED_DETAILS[step](entry)}</span>
      </span>
      <StepChoice step={step} settings={entry.draft.preprocess} change={change} />
    </li>
  );
}

const STEP_TITLES: Readonly<Record<Stage['step'], (entry: PlaygroundInput) => string>> = {
  color: ({ input }) => (imageTargetOf(input)?.channels === 3 ? 'Colour' : 'Grayscale'),
  crop: () => 'Crop to ink, centre by mass',
  resize: () => 'Resize',
  invert: () => 'Invert',
  scale: () => 'Scale',
};

/** What a step will do, as far as that is known without a picture. */
const EXPECTED_DETAILS: Readonly<Record<Stage['step'], (entry: PlaygroundInput) => string>> = {
  color: ({ input }) => (imageTargetOf(input)?.channels === 3 ? 'red, green, blue' : 'one channel'),
  crop: () => 'as MNIST has it',
  resize: ({ input }) => {
    const { width, height } = imageTargetOf(input) ?? {};
    return width === undefined || height === undefined ? 'to the input' : `${width} × ${height}`;
  },
  invert: () => 'to light on dark',
  scale: ({ draft }) => SCALES[draft.preprocess.scale].detail,
};

/** Whether a step will be taken, as far as that is known without a picture. */
function expected(step: Stage['step'], { draft }: PlaygroundInput): boolean {
  if (step !== 'crop' && step !== 'invert') return true;
  const choice = step === 'crop' ? draft.preprocess.cropToInk : draft.preprocess.invert;
  return choice === 'auto' ? draft.mode === 'draw' : choice;
}

/** Steps that can be left out have a checkbox; the others stand in the same column. */
function StepSwitch({
  step,
  title,
  on,
  change,
}: Pick<StepProps, 'step' | 'change'> & { readonly title: string; readonly on: boolean }): ReactNode {
  if (step !== 'crop' && step !== 'invert') return <span className={classes.always} aria-hidden="true" />;
  const field = step === 'crop' ? 'cropToInk' : 'invert';
  return (
    <Checkbox
      aria-label={title}
      checked={on}
      onChange={(event) => change({ [field]: event.currentTarget.checked })}
    />
  );
}

interface StepChoiceProps extends Pick<StepProps, 'step' | 'change'> {
  readonly settings: PreprocessSettings;
}

const FITS = ['contain', 'cover', 'stretch'] as const;

const FIT_LABELS = { contain: 'Whole', cover: 'Fill', stretch: 'Stretch' } as const;

const SCALE_NAMES = ['unit', 'signed', 'bytes', 'imagenet'] as const;

/** The one of some names that a control's value is. */
function oneOf<Name extends string>(names: readonly [Name, ...Name[]], value: string): Name {
  return names.find((name) => name === value) ?? names[0];
}

function StepChoice({ step, settings, change }: StepChoiceProps) {
  if (step === 'resize') {
    return (
      <NativeSelect
        className={classes.choice}
        aria-label="How the picture fits"
        value={settings.fit}
        data={FITS.map((value) => ({ value, label: FIT_LABELS[value] }))}
        onChange={(event) => change({ fit: oneOf(FITS, event.currentTarget.value) })}
      />
    );
  }
  if (step !== 'scale') return null;
  return (
    <NativeSelect
      className={classes.choice}
      aria-label="Range of the values"
      value={settings.scale}
      data={SCALE_NAMES.map((value) => ({ value, label: SCALES[value].label }))}
      onChange={(event) => change({ scale: oneOf(SCALE_NAMES, event.currentTarget.value) })}
    />
  );
}
