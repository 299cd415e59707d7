import { Button, FileButton, NativeSelect } from '@mantine/core';
import { TbPhoto, TbTable, TbTrash } from 'react-icons/tb';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptSet } from '../../../server/comparison/input-set.ts';
import type { SetSource } from '../../../server/comparison/plan.ts';
import { forgetSet, keepSet, setsQuery } from '../../queries/comparisons.ts';
import { counted } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './compare-setup.module.css';

interface SetChoiceProps {
  /** What stands for no set. */
  readonly random: SetSource & { readonly kind: 'random' };
  readonly set: SetSource;
  readonly onChange: (set: SetSource) => void;
}

/** What goes to both sides: made-up inputs, a set that the server keeps, or a new one. */
export function SetChoice({ random, set, onChange }: SetChoiceProps) {
  const { data: sets = [] } = useQuery(setsQuery);
  const { sending, send } = useKeepSet((kept) => onChange({ kind: 'kept', id: kept.id }));
  const client = useQueryClient();
  const forget = (id: string) => {
    forgetSet(id)
      .then(() => {
        onChange(random);
        return client.invalidateQueries({ queryKey: setsQuery.queryKey });
      })
      .catch((thrown: unknown) => notifyFailure('The set was not forgotten', thrown));
  };
  const randomName = `${random.count} random inputs, seed ${random.seed}`;
  return (
    <>
      <NativeSelect
        aria-label="Set of inputs"
        value={set.kind === 'kept' ? set.id : ''}
        data={[
          { value: '', label: randomName },
          ...sets.map(({ id, name, files }) => ({ value: id, label: `${name}, ${counted(files, 'file')}` })),
        ]}
        onChange={(event) => {
          const id = event.currentTarget.value;
          onChange(id === '' ? random : { kind: 'kept', id });
        }}
      />
      {set.kind === 'kept' ? (
        <Button variant="default" aria-label="Forget this set" onClick={() => forget(set.id)}>
          <TbTrash size={16} aria-hidden="true" />
        </Button>
      ) : null}
      <FileButton multiple onChange={send} inputProps={FOLDER_INPUT}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<TbPhoto size={16} aria-hidden="true" />}>
            Folder per class…
          </Button>
        )}
      </FileButton>
      <FileButton
        accept=".csv,.jsonl,.ndjson,.npz"
        onChange={(file) => file && send([file])}
        inputProps={FILE_INPUT}
      >
        {(props) => (
          <Button {...props} variant="default" leftSection={<TbTable size={16} aria-hidden="true" />}>
            CSV, JSONL or NPZ…
          </Button>
        )}
      </FileButton>
      {sending === undefined ? null : <span className={classes.set}>{`Sending ${sending}`}</span>}
    </>
  );
}

/** React's types do not know the attribute that makes the dialog ask for a folder. */
const FOLDER_INPUT = { 'aria-label': 'Folder of labelled pictures', webkitdirectory: '' };
const FILE_INPUT = { 'aria-label': 'File of labelled inputs' };

/** Sends chosen files to the server, telling which one is on its way. */
function useKeepSet(onKept: (set: KeptSet) => void) {
  const client = useQueryClient();
  const [sending, setSending] = useState<string>();
  const keep = async (files: readonly File[]) => {
    const [first] = files;
    if (first === undefined) return;
    const dropped = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    const name = first.webkitRelativePath.split('/')[0] || first.name;
    const kept = await keepSet(name, dropped, ({ path }) => setSending(path));
    await client.invalidateQueries({ queryKey: setsQuery.queryKey });
    onKept(kept);
  };
  const send = (files: readonly File[]) => {
    void keep(files)
      .catch((thrown: unknown) => notifyFailure('The set was not kept', thrown))
      .finally(() => setSending(undefined));
  };
  return { sending, send };
}
