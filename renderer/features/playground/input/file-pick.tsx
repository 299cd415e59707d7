import { FileButton, UnstyledButton } from '@mantine/core';
import { TbPhoto } from 'react-icons/tb';
import classes from './file-pick.module.css';

interface FilePickProps {
  readonly onFile: (file: File) => void;
  readonly children: string;
}

/** Opens the system's dialog for a picture. */
export function FilePick({ onFile, children }: FilePickProps) {
  return (
    <FileButton
      accept="image/*"
      onChange={(file) => file !== null && onFile(file)}
      inputProps={{ 'aria-label': 'Picture file' }}
    >
      {(props) => (
        <UnstyledButton {...props} className={classes.pick}>
          <TbPhoto size={16} aria-hidden="true" />
          {children}
        </UnstyledButton>
      )}
    </FileButton>
  );
}
