import { patternOf } from './shown-lines.ts';

/** A text in which the words looked for are marked. */
export function MarkedText({ text, words }: { readonly text: string; readonly words: string }) {
  if (words === '') return text;
  const pattern = patternOf(words);
  const parts = text.split(new RegExp(`(${pattern.source})`, 'i'));
  // Every second part is what was looked for.
  return parts.map((part, at) => {
    const key = `${at} ${part}`;
    return at % 2 === 1 ? <mark key={key}>{part}</mark> : part;
  });
}
