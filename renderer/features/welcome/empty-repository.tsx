import { Button } from '@mantine/core';
import { TbRefresh } from 'react-icons/tb';
import { useQueryClient } from '@tanstack/react-query';
import type { RepositoryFacts } from '../../../server/protocols/desk/contract.ts';
import { modelsQuery } from '../../queries/desk.ts';
import { Card } from '../../ui/card.tsx';
import classes from './empty-repository.module.css';

const LAYOUT = `my_model/
├─ 1/
│  └─ model.onnx     the model, version 1
├─ config.pbtxt      may be left out
└─ labels.txt        may be left out`;

/** What a model folder looks like, and where to put it. */
export function EmptyRepository({ repositories }: { readonly repositories: readonly RepositoryFacts[] }) {
  const client = useQueryClient();
  return (
    <Card
      title="The repository is empty"
      foot={
        <Button
          leftSection={<TbRefresh size={16} />}
          onClick={() => void client.invalidateQueries({ queryKey: modelsQuery.queryKey })}
        >
          Look again
        </Button>
      }
    >
      <p className={classes.text}>
        A model is a folder with a number for each version. Put one into <code>{repositories[0]?.path}</code>:
      </p>
      <pre className={classes.layout}>{LAYOUT}</pre>
      <p className={classes.text}>
        What a config would say is read from the model file. A model may also come from a Triton repository as
        it is.
      </p>
    </Card>
  );
}
