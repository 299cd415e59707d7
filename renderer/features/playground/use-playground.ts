import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ModelDetail, TensorFacts } from '../../../server/protocols/desk/contract.ts';
import { readyVersions } from '../model/versions.ts';
import {
  changeBatch,
  changeInput,
  type InputChange,
  type InputDraft,
  type RequestDraft,
  useDraft,
} from './drafts.ts';
import { type BuiltInput, buildInput, isBatched } from './input/build-input.ts';
import { pixelsOfStrokes } from './input/strokes.ts';

const route = getRouteApi('/models/$name');

/** One input with its draft and the tensor made of it. */
export interface PlaygroundInput {
  readonly input: TensorFacts;
  readonly draft: InputDraft;
  readonly built: BuiltInput;
}

/** Everything that the parts of the test page share. */
export interface Playground {
  readonly detail: ModelDetail;
  readonly draft: RequestDraft;
  readonly inputs: readonly PlaygroundInput[];
  /** Whether requests carry a number of items. */
  readonly batched: boolean;
  /** The version to ask; undefined while none serves. */
  readonly version: number | undefined;
  readonly versions: readonly number[];
  readonly setBatch: (batch: number) => void;
  readonly setInput: (name: string, change: InputChange) => void;
}

/** Reads the draft, builds its tensors and picks the version that the address names. */
export function usePlayground(detail: ModelDetail): Playground {
  const { maxBatchSize, defaultVersion } = detail.summary;
  const { version: asked } = route.useSearch();
  const draft = useDraft(detail);
  const inputs = usePlaygroundInputs(detail, draft);
  const versions = readyVersions(detail.summary);
  return {
    detail,
    draft,
    inputs,
    batched: detail.inputs.some((input) => isBatched(input, maxBatchSize)),
    version: [asked, defaultVersion, versions.at(-1)].find(
      (version) => version !== undefined && versions.includes(version),
    ),
    versions,
    ...useChanges(detail),
  };
}

function useChanges(detail: ModelDetail): Pick<Playground, 'setBatch' | 'setInput'> {
  return useMemo(
    () => ({
      setBatch: (batch) => changeBatch(detail, batch),
      setInput: (input, change) => changeInput(detail, input, change),
    }),
    [detail],
  );
}

function usePlaygroundInputs(
  detail: ModelDetail,
  { inputs, batch }: RequestDraft,
): readonly PlaygroundInput[] {
  const { maxBatchSize } = detail.summary;
  return useMemo(
    () =>
      detail.inputs.flatMap((input) => {
        const draft = inputs[input.name];
        if (draft === undefined) return [];
        const pixels = draft.mode === 'draw' ? pixelsOfStrokes(draft.strokes) : draft.picture?.pixels;
        return [{ input, draft, built: buildInput(input, draft, { maxBatchSize, batch, pixels }) }];
      }),
    [detail.inputs, maxBatchSize, inputs, batch],
  );
}
