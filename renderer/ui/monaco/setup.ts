import * as monaco from 'monaco-editor/editor.js';
import './features.ts';
import { defineThemes } from './themes.ts';

// The content security policy allows workers from files of this server only.
globalThis.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' }),
};
defineThemes();

export { monaco };
