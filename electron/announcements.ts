import { z } from 'zod';
import type { Announcement } from '../server/announce/contract.ts';

const announcement = z.discriminatedUnion('event', [
  z.object({ event: z.literal('starting'), phase: z.string() }),
  z.object({
    event: z.literal('listening'),
    url: z.url({ protocol: /^http$/ }),
    link: z.url({ protocol: /^http$/ }),
    port: z.int(),
    pid: z.int(),
  }),
  z.object({ event: z.literal('failed'), message: z.string(), nextStep: z.string().exactOptional() }),
]);

/** What a line of the server's output announces; undefined when it is something else, such as a stray print. */
export function readAnnouncement(line: string): Announcement | undefined {
  try {
    return announcement.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
