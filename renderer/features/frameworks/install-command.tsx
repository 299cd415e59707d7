import { CopyButton } from '../../ui/copy-button.tsx';
import classes from './frameworks-page.module.css';

/** A command for a terminal, to be copied. */
export function InstallCommand({ command }: { readonly command: string }) {
  return (
    <div className={classes.command}>
      <code>{command}</code>
      <CopyButton text={command}>Copy</CopyButton>
    </div>
  );
}
