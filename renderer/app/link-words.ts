import type { ServerLink } from '../queries/server-link.ts';

interface LinkWords {
  readonly word: string;
  readonly tone: 'ready' | 'attention' | 'quiet';
}

const WORDS: Readonly<Record<ServerLink['state'], LinkWords>> = {
  live: { word: 'Ready', tone: 'ready' },
  gone: { word: 'Not answering', tone: 'attention' },
  connecting: { word: 'Connecting', tone: 'quiet' },
  'no-session': { word: 'Locked', tone: 'attention' },
};

/** The server's state in a word, as it was measured. */
export function linkWords(link: ServerLink): LinkWords {
  return WORDS[link.state];
}
