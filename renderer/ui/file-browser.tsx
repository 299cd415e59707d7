import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './file-browser.module.css';
import { foldersOf, type TextFile } from './folders-of.ts';
import { formatBytes } from './format.ts';

interface FileBrowserProps {
  readonly label: string;
  readonly files: readonly TextFile[];
  /** Whether the text that is shown can be copied. */
  readonly copies?: boolean;
}

/** Text files to be read: their names by folder, and the text of the one that is chosen. */
export function FileBrowser({ label, files, copies = false }: FileBrowserProps) {
  const [path, setPath] = useState<string>();
  const shown = files.find((file) => file.path === path) ?? files[0];
  return (
    <div className={classes.browser} data-single={files.length === 1 || undefined}>
      {files.length === 1 ? null : (
        <FileNames label={label} files={files} shown={shown?.path} show={setPath} />
      )}
      <div className={classes.shown}>
        <pre
          className={classes.text}
          role="region"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
          tabIndex={0}
          aria-label={shown?.path ?? 'No file'}
          data-copies={copies || undefined}
        >
          {shown?.text}
        </pre>
        {shown === undefined || !copies ? null : (
          <div className={classes.copy}>
            <CopyButton text={shown.text}>Copy</CopyButton>
          </div>
        )}
      </div>
    </div>
  );
}

interface FileNamesProps {
  readonly label: string;
  readonly files: readonly TextFile[];
  readonly shown: string | undefined;
  readonly show: (path: string) => void;
}

function FileNames({ label, files, shown, show }: FileNamesProps) {
  return (
    <nav className={classes.files} aria-label={label}>
      {foldersOf(files).map(({ folder, inside }) => (
        <div key={folder}>
          {folder === '' ? null : <p className={classes.folder}>{folder}/</p>}
          {inside.map((file) => (
            <button
              key={file.path}
              type="button"
              className={`${classes.file} ${folder === '' ? '' : classes.inner}`}
              aria-current={file.path === shown || undefined}
              onClick={() => show(file.path)}
            >
              {file.path.slice(folder === '' ? 0 : folder.length + 1)}
              <span className={classes.size}>{formatBytes(file.text.length)}</span>
            </button>
          ))}
        </div>
      ))}
    </nav>
  );
}
