// Monaco computes differences and links in a thread of its own; this is its whole program.
import 'monaco-editor/editor/editor.worker.js';
