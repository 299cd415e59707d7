/** What a state looks like: icon, word and colour, never colour alone. */
export type StateLook =
  | 'ready'
  | 'loading'
  | 'unavailable'
  | 'unloading'
  | 'needs-approval'
  | 'not-loaded'
  | 'unknown';
