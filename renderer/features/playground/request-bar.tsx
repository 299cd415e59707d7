import { NativeSelect, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Tag } from '../../ui/tag.tsx';
import { PresetsMenu } from './presets/presets-menu.tsx';
import classes from './request-bar.module.css';
import { useTestSettings } from './test-settings.ts';
import type { Playground } from './use-playground.ts';

/** What concerns the whole request: the version that answers, how many items, when to run. */
export function RequestBar({ playground }: { readonly playground: Playground }) {
  const drawing = playground.inputs.some(({ draft }) => draft.mode === 'draw');
  const { runAsDrawn } = useTestSettings();
  return (
    <div className={classes.bar}>
      <VersionChoice playground={playground} />
      {playground.batched ? <BatchField playground={playground} /> : null}
      {drawing ? (
        <Switch
          label="Run as I draw"
          checked={runAsDrawn}
          onChange={(event) => useTestSettings.setState({ runAsDrawn: event.currentTarget.checked })}
        />
      ) : null}
      <div className={classes.end}>
        <PresetsMenu playground={playground} />
      </div>
    </div>
  );
}

/** Up to this many versions stand side by side; more go into a list. */
const MOST_SEGMENTS = 5;

function VersionChoice({ playground: { detail, version, versions } }: { readonly playground: Playground }) {
  const navigate = useNavigate();
  const { name, defaultVersion } = detail.summary;
  if (version === undefined) return null;
  const choice = {
    'aria-label': 'Version',
    value: String(version),
    data: versions.toReversed().map((number) => ({
      value: String(number),
      label: number === defaultVersion ? `v${number} · default` : `v${number}`,
    })),
  };
  const choose = (value: string) =>
    void navigate({
      to: '/models/$name',
      params: { name },
      search: (previous) => ({ ...previous, version: Number(value) }),
    });
  return (
    <div className={classes.field}>
      <span className={classes.label}>Version</span>
      {versions.length === 1 ? (
        <Tag>{choice.data[0]?.label}</Tag>
      ) : versions.length <= MOST_SEGMENTS ? (
        <SegmentedControl {...choice} onChange={choose} />
      ) : (
        <NativeSelect {...choice} onChange={(event) => choose(event.currentTarget.value)} />
      )}
    </div>
  );
}

function BatchField({ playground: { detail, draft, setBatch } }: { readonly playground: Playground }) {
  const { maxBatchSize } = detail.summary;
  return (
    <NumberInput
      className={classes.batch}
      aria-label="Items in the request"
      leftSection={<span className={classes.prefix}>Batch</span>}
      leftSectionWidth={54}
      min={1}
      {...(maxBatchSize > 0 ? { max: maxBatchSize } : {})}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      value={draft.batch}
      onChange={(value) => setBatch(Math.max(1, Number(value) || 1))}
    />
  );
}
