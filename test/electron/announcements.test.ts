import { expect, test } from 'vitest';
import { readAnnouncement } from '../../electron/announcements.ts';

const LISTENING = {
  event: 'listening',
  url: 'http://127.0.0.1:8000/',
  link: 'http://127.0.0.1:8000/desk/open/k',
  port: 8000,
  pid: 4711,
};

test.each([
  LISTENING,
  { event: 'starting', phase: 'Reading the model repository.' },
  { event: 'failed', message: 'Port 8000 is in use.' },
  { event: 'failed', message: 'Port 8000 is in use.', nextStep: 'Choose another with --http-port.' },
])('reads an announcement: %j', (announcement) => {
  expect(readAnnouncement(JSON.stringify(announcement))).toEqual(announcement);
});

test.each([
  '',
  'warning: something printed',
  '{"event":"listening"',
  '{"event":"listening"}',
  '{"event":"dancing"}',
  'null',
  JSON.stringify({ ...LISTENING, link: 'file:///etc/passwd' }),
  JSON.stringify({ ...LISTENING, url: 'javascript:alert(1)' }),
])('takes anything else for ordinary output: %s', (line) => {
  expect(readAnnouncement(line)).toBeUndefined();
});
