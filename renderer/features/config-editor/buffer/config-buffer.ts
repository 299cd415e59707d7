import { editor, Uri } from 'monaco-editor/editor.js';
import type { TextEdit } from '../../../../server/config/text/text-edit.ts';
import type { ConfigOnDisk, ConfigSave } from '../../../../server/protocols/desk/contract.ts';
import { showProblems } from '../monaco/analysis.ts';
import { PBTXT } from '../monaco/pbtxt.ts';
import { rangeBetween } from '../monaco/ranges.ts';
import { changedStretch } from './changed-stretch.ts';
import { type FileVersion, meetFile, type Standing, standingOf } from './draft.ts';
import { keepDraft, keptDraft } from './kept-drafts.ts';
import { lineEndingOf, withOneLineEnding } from './line-endings.ts';

/** The state of a buffer at one moment. */
export interface BufferState {
  readonly text: string;
  /** What the file was when the text began. */
  readonly base: FileVersion;
  /** What the file is now. */
  readonly disk: FileVersion;
  readonly standing: Standing;
  /** Whether unsaved text would survive the end of the window. */
  readonly isKept: boolean;
}

const MARK = '\uFEFF';

/**
 * The text of one configuration while it is edited. The editor, the form and the comparison all change this one text;
 * it lives on when the page is left, and unsaved text also when the window is closed.
 */
export class ConfigBuffer {
  readonly model: editor.ITextModel;
  /** Cursor, scrolling and folds, for coming back. */
  viewState: editor.ICodeEditorViewState | null = null;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  /** A byte order mark is no part of what is edited, but of what is saved. */
  #mark: string;
  #base: FileVersion;
  #disk: FileVersion;
  #sent: string | undefined;
  #state: BufferState;

  constructor(key: string, disk: ConfigOnDisk) {
    const file = fileOf(disk);
    const draft = keptDraft(key);
    const text = draft?.text ?? file.text;
    this.#key = key;
    this.#disk = file;
    this.#base = draft?.base ?? file;
    this.#mark = text.startsWith(MARK) ? MARK : '';
    const uri = Uri.from({ scheme: 'inferdeck', authority: 'config', path: `/${key}` });
    this.model = editor.createModel(text.slice(this.#mark.length), PBTXT, uri);
    this.#state = this.#look(true);
    this.model.onDidChangeContent(() => {
      // In the same turn as the keystroke: nobody waits for the rest of the page.
      showProblems(this.model);
      this.#changed();
    });
    this.meet(disk);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): BufferState => this.#state;

  /** Takes notice of the file as it is now. */
  meet(disk: ConfigOnDisk): void {
    this.#disk = fileOf(disk);
    const outcome = meetFile(this.#state, this.#disk, this.#sent);
    if (outcome === 'follow') this.takeDisk();
    else if (outcome === 'rebase') this.keepMine();
    else this.#changed();
  }

  /** Makes edits as one step that can be undone. */
  apply(edits: readonly TextEdit[]): void {
    if (edits.length === 0) return;
    this.model.pushStackElement();
    const operations = edits.map(({ start, end, newText }) => ({
      range: rangeBetween(this.model, start, end),
      text: newText,
    }));
    this.model.pushEditOperations([], operations, () => null);
    this.model.pushStackElement();
  }

  /** Replaces what differs from a text, as one step that can be undone. */
  replace(text: string): void {
    this.#mark = text.startsWith(MARK) ? MARK : '';
    this.model.pushEOL(
      lineEndingOf(text) === '\r\n' ? editor.EndOfLineSequence.CRLF : editor.EndOfLineSequence.LF,
    );
    const edit = changedStretch(this.model.getValue(), withOneLineEnding(text).slice(this.#mark.length));
    this.apply(edit === undefined ? [] : [edit]);
  }

  /** Rewrites the text as a whole, as one step that can be undone. @returns whether that changed anything */
  rewrite(how: (text: string) => string): boolean {
    const before = this.model.getValue();
    const edit = changedStretch(before, how(before));
    this.apply(edit === undefined ? [] : [edit]);
    return edit !== undefined;
  }

  /** The text goes on from the file as it is now, which the next save replaces. */
  keepMine(): void {
    this.#base = this.#disk;
    this.#changed();
  }

  takeDisk(): void {
    this.replace(this.#disk.text);
    this.keepMine();
  }

  discard(): void {
    if (this.#state.standing === 'conflict') this.takeDisk();
    else this.replace(this.#base.text);
  }

  /** @param merged the state of the file that is in the text now; it may have changed again since */
  takeMerged(text: string, merged: FileVersion): void {
    this.#base = merged;
    this.replace(text);
    this.#changed();
  }

  /** What to save; until `saved` or `notSaved`, the file may say the same before the server has answered. */
  beginSave(): ConfigSave {
    this.#sent = this.#state.text;
    return { text: this.#state.text, baseHash: this.#base.hash };
  }

  saved(save: ConfigSave, hash: string): void {
    this.#sent = undefined;
    this.#base = { text: save.text, hash };
    this.#disk = this.#base;
    this.#changed();
  }

  notSaved(): void {
    this.#sent = undefined;
  }

  #changed(): void {
    const { text, base } = this.#look(true);
    const unsaved = text !== base.text || base.hash !== this.#disk.hash;
    this.#state = this.#look(keepDraft(this.#key, unsaved ? { text, base } : undefined));
    for (const listener of this.#listeners) listener();
  }

  #look(isKept: boolean): BufferState {
    const text = this.#mark + this.model.getValue();
    const [base, disk] = [this.#base, this.#disk];
    return { text, base, disk, standing: standingOf({ text, base }, disk), isKept };
  }
}

function fileOf({ text, hash }: ConfigOnDisk): FileVersion {
  return { text: withOneLineEnding(text ?? ''), hash };
}

const buffers = new Map<string, ConfigBuffer>();

/** The buffer of a configuration, which stays from one visit of its page to the next. */
export function bufferFor(key: string, disk: ConfigOnDisk): ConfigBuffer {
  const known = buffers.get(key);
  if (known !== undefined) return known;
  const buffer = new ConfigBuffer(key, disk);
  buffers.set(key, buffer);
  return buffer;
}
