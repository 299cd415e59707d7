import { Button, FileButton, NativeSelect } from '@mantine/core';
import { IconArrowsExchange, IconPhoto, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { counted } from '../../ui/format.ts';
import { readyVersions } from '../model/versions.ts';
import { useDraft } from '../playground/drafts.ts';
import { type Comparing, startComparison } from './comparing.ts';
import classes from './compare-setup.module.css';
import { type LabelledPicture, picturesByFolder, pictureSamples, randomSamples } from './samples.ts';
import { SideMark } from './side-mark.tsx';

const SEED = 1;
const RANDOM_COUNT = 300;

interface CompareSetupProps {
  readonly detail: ModelDetail;
  readonly comparing: Comparing;
}

/** Which two versions, on what, and the button that starts or stops. */
export function CompareSetup({ detail, comparing }: CompareSetupProps) {
  const versions = readyVersions(detail.summary);
  const draft = useDraft(detail);
  const [sides, setSides] = useState({ a: versions.at(-2), b: versions.at(-1) });
  const [pictures, setPictures] = useState<readonly LabelledPicture[]>([]);
  const { a, b } = sides;
  const running = comparing.state === 'running';
  const command = useMemo(
    (): Command => ({
      id: 'compare:run',
      title: `Compare v${a} and v${b} of ${detail.summary.name}`,
      label: 'Compare',
      group: 'This model',
      icon: IconPlayerPlayFilled,
      shortcut: 'mod+Enter',
      blocked: whyNot(a, b, running),
      run: () => {
        if (a === undefined || b === undefined) return;
        const samples =
          pictures.length > 0
            ? pictureSamples(detail, draft, pictures)
            : randomSamples(detail, draft, RANDOM_COUNT, SEED);
        void startComparison({ detail, a, b, samples, seed: SEED });
      },
    }),
    [a, b, detail, draft, pictures, running],
  );
  useContributedCommands(
    'compare',
    useMemo(() => [command], [command]),
  );
  return (
    <div className={classes.setup}>
      <Side side="A" versions={versions} version={a} onChange={(version) => setSides({ a: version, b })} />
      <Button variant="default" aria-label="Swap A and B" onClick={() => setSides({ a: b, b: a })}>
        <IconArrowsExchange size={16} aria-hidden="true" />
      </Button>
      <Side side="B" versions={versions} version={b} onChange={(version) => setSides({ a, b: version })} />
      <span className={classes.on}>on</span>
      <FolderPick onFiles={(files) => setPictures(picturesByFolder(files))} />
      <span className={classes.set}>{describe(pictures)}</span>
      {pictures.length === 0 ? null : (
        <Button variant="subtle" onClick={() => setPictures([])}>
          Random inputs instead
        </Button>
      )}
      <span className={classes.start}>
        {running ? <Progress comparing={comparing} /> : <CommandButton command={command} primary />}
      </span>
      <UnknownLabels detail={detail} pictures={pictures} />
    </div>
  );
}

function whyNot(a: number | undefined, b: number | undefined, running: boolean): string | undefined {
  if (a === undefined || b === undefined) return 'Two versions must be served to be compared.';
  return running ? 'A comparison runs already.' : undefined;
}

function describe(pictures: readonly LabelledPicture[]): string {
  if (pictures.length === 0) return `${RANDOM_COUNT} random inputs, seed ${SEED}`;
  const labels = new Set(pictures.map(({ label }) => label));
  return `${counted(pictures.length, 'picture')} in ${counted(labels.size, 'folder')}`;
}

interface SideProps {
  readonly side: 'A' | 'B';
  readonly versions: readonly number[];
  readonly version: number | undefined;
  readonly onChange: (version: number) => void;
}

function Side({ side, versions, version, onChange }: SideProps) {
  return (
    <span className={classes.side}>
      <SideMark side={side} />
      <NativeSelect
        aria-label={`Version of ${side}`}
        value={String(version ?? '')}
        data={versions.map((each) => ({ value: String(each), label: `v${each}` }))}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
    </span>
  );
}

interface FolderPickProps {
  readonly onFiles: (files: readonly { readonly path: string; readonly file: File }[]) => void;
}

/** React's types do not know the attribute that makes the dialog ask for a folder. */
const FOLDER_INPUT = { 'aria-label': 'Folder of labelled pictures', webkitdirectory: '' };

function FolderPick({ onFiles }: FolderPickProps) {
  return (
    <FileButton
      multiple
      onChange={(files) =>
        onFiles(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })))
      }
      inputProps={FOLDER_INPUT}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconPhoto size={16} aria-hidden="true" />}>
          Choose a folder per class…
        </Button>
      )}
    </FileButton>
  );
}

function Progress({ comparing }: { readonly comparing: Comparing & { readonly state: 'running' } }) {
  const { done, total, cancel } = comparing;
  const words = done < total ? `${done} of ${total} requests` : 'Working out the intervals';
  return (
    <span className={classes.progress}>
      <progress max={total} value={done} aria-label="Requests sent" />
      <span>{words}</span>
      <Button variant="default" onClick={cancel}>
        Cancel
      </Button>
    </span>
  );
}

interface UnknownLabelsProps {
  readonly detail: ModelDetail;
  readonly pictures: readonly LabelledPicture[];
}

/** Folders that no label of the model is called: their pictures can only come out wrong. */
function UnknownLabels({ detail, pictures }: UnknownLabelsProps) {
  const labels = new Set(detail.outputs.flatMap((output) => output.labels ?? []));
  const folders = new Set(pictures.flatMap(({ label }) => label ?? []));
  const unknown = [...folders].filter((folder) => labels.size > 0 && !labels.has(folder));
  if (unknown.length === 0) return null;
  return (
    <p role="alert" className={classes.unknown}>
      {`No label of the model is called ${unknown.slice(0, 5).join(', ')}; pictures in such folders count as wrong.`}
    </p>
  );
}
