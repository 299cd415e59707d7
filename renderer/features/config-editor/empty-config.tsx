import { Button } from '@mantine/core';
import { TbFilePlus, TbWand } from 'react-icons/tb';
import classes from './empty-config.module.css';

interface EmptyConfigProps {
  readonly name: string;
  /** Undefined when the model file does not say enough. */
  readonly onGenerate: (() => void) | undefined;
  readonly onWrite: () => void;
}

/** A model without a configuration: why that can be fine, and how to get one. */
export function EmptyConfig({ name, onGenerate, onWrite }: EmptyConfigProps) {
  return (
    <div className={classes.empty}>
      <TbFilePlus size={32} strokeWidth={1.5} aria-hidden="true" />
      <h2 className={classes.title}>{name} has no config.pbtxt</h2>
      <p>
        {onGenerate === undefined
          ? 'Its model file does not say enough to write one from.'
          : 'The server works everything out from the model file. Written down, it can be changed.'}
      </p>
      <span className={classes.buttons}>
        {onGenerate === undefined ? null : (
          <Button leftSection={<TbWand size={16} />} onClick={onGenerate}>
            Write one from the model
          </Button>
        )}
        <Button variant={onGenerate === undefined ? 'default' : 'subtle'} onClick={onWrite}>
          Begin with an empty text
        </Button>
      </span>
    </div>
  );
}
