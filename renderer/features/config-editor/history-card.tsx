import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { configHistoryQuery, fetchEarlierText } from '../../queries/config.ts';
import { Card } from '../../ui/card.tsx';
import { TextDiff } from './text-diff.tsx';
import classes from './config-editor.module.css';

interface HistoryCardProps {
  readonly name: string;
  readonly text: string;
  readonly onRestore: (text: string) => void;
}

/** Earlier saves; each can be compared with the text in the editor and put back into it. */
export function HistoryCard({ name, text, onRestore }: HistoryCardProps) {
  const { data: saves = [] } = useQuery(configHistoryQuery(name));
  const [earlier, setEarlier] = useState<string>();
  if (saves.length === 0) return null;
  const open = async (id: string) => setEarlier((await fetchEarlierText(name, id)).text);
  return (
    <Card title="Earlier saves" flush>
      <ul className={classes.history}>
        {saves.map(({ id, savedAt, sizeBytes }) => (
          <li key={id}>
            <time dateTime={savedAt}>{new Date(savedAt).toLocaleString()}</time>
            <span className={classes.place}>{sizeBytes} bytes</span>
            <Button size="compact-sm" variant="subtle" onClick={() => void open(id)}>
              Compare
            </Button>
          </li>
        ))}
      </ul>
      <Modal
        opened={earlier !== undefined}
        onClose={() => setEarlier(undefined)}
        size={960}
        title="An earlier save beside the text in the editor"
      >
        {earlier === undefined ? null : (
          <>
            <div className={classes.merge}>
              <TextDiff label="The text in the editor" before={earlier} after={text} />
            </div>
            <Button
              variant="filled"
              mt="md"
              onClick={() => {
                onRestore(earlier);
                setEarlier(undefined);
              }}
            >
              Put the earlier text into the editor
            </Button>
          </>
        )}
      </Modal>
    </Card>
  );
}
