import * as monaco from 'monaco-editor/editor.js';
import 'monaco-editor/features/register.all.js';
import { defineThemes } from './themes.ts';
import { registerPbtxt } from './pbtxt-language.ts';

// The content security policy allows workers from files of this server only.
globalThis.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' }),
};
defineThemes();
registerPbtxt();

export { monaco };
