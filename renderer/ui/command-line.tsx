import classes from './command-line.module.css';
import { CopyButton } from './copy-button.tsx';

/** A command for a terminal, to be copied. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <div className={classes.command}>
      <code>{command}</code>
      <CopyButton text={command}>Copy</CopyButton>
    </div>
  );
}
