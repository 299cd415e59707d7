import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MadeRequest } from '../../../server/requests/contract.ts';
import { KeptRequests } from '../../../server/requests/kept-requests.ts';
import { tempFolder } from '../../support/temp.ts';

const MADE: MadeRequest = {
  at: 1000,
  model: 'mnist',
  version: 2,
  milliseconds: 1.5,
  inputs: [{ name: 'image', datatype: 'FP32', shape: [1, 1, 28, 28] }],
  outcome: { state: 'answered', outputs: [], summary: '7' },
};

const MESSAGES = Uint8Array.from([1, 2, 3, 4, 5]);
const SIZES = { request: { json: 1, total: 3 }, response: { json: 1, total: 2 } };

async function opened(limits?: ConstructorParameters<typeof KeptRequests>[1]) {
  const folder = await tempFolder();
  return {
    folder,
    requests: new KeptRequests(folder, limits),
    again: () => new KeptRequests(folder, limits),
  };
}

describe('requests that were made', () => {
  test('are there after a restart, newest first, with both messages byte for byte', async () => {
    const { requests, again } = await opened();
    const { id } = await requests.add({ ...MADE, ...SIZES }, MESSAGES);
    const later = await requests.add({ ...MADE, at: 2000 }, new Uint8Array());
    const restarted = again();
    expect((await restarted.list()).map((kept) => kept.id)).toEqual([later.id, id]);
    const { size, bytes } = await restarted.message(id, 'request');
    expect([size, ...bytes]).toEqual([SIZES.request, 1, 2, 3]);
    expect([...(await restarted.message(id, 'response')).bytes]).toEqual([4, 5]);
    await expect(restarted.message(later.id, 'request')).rejects.toThrow('The request was not kept');
  });

  test('are named and pinned; an empty name takes the name away', async () => {
    const { requests, again } = await opened();
    const { id } = await requests.add(MADE, new Uint8Array());
    await requests.change(id, { pinned: true, name: '  a seven ' });
    expect(await again().list()).toMatchObject([{ pinned: true, name: 'a seven' }]);
    await requests.change(id, { name: '' });
    const [kept] = await again().list();
    expect(kept?.pinned).toBe(true);
    expect(kept).not.toHaveProperty('name');
  });

  test.each([
    ['requests', { requests: 2, bytes: 1000 }],
    ['bytes', { requests: 1000, bytes: 12 }],
  ])('make room for new ones where there are too many %s, but for pinned ones', async (_, limits) => {
    const { folder, requests } = await opened(limits);
    const first = await requests.add({ ...MADE, ...SIZES, at: 1 }, MESSAGES);
    await requests.change(first.id, { pinned: true });
    const others = [];
    for (const at of [2, 3, 4]) others.push(await requests.add({ ...MADE, ...SIZES, at }, MESSAGES));
    const kept = (await requests.list()).map(({ id }) => id);
    expect(kept).toContain(first.id);
    expect(kept).toContain(others[2]?.id);
    expect(kept).not.toContain(others[0]?.id);
    expect(await readdir(join(folder, 'requests'))).toHaveLength(kept.length * 2);
  });

  test('are forgotten, one or all of a model, but for pinned ones', async () => {
    const { folder, requests } = await opened();
    const [one, pinned, other] = [
      await requests.add(MADE, new Uint8Array()),
      await requests.add(MADE, new Uint8Array()),
      await requests.add({ ...MADE, model: 'add_sub' }, new Uint8Array()),
    ];
    await requests.change(pinned.id, { pinned: true });
    await requests.clear('mnist');
    expect(new Set((await requests.list()).map(({ id }) => id))).toEqual(new Set([pinned.id, other.id]));
    await requests.remove(pinned.id);
    await requests.clear();
    expect(await readdir(join(folder, 'requests'))).toEqual([]);
    await expect(requests.change(one.id, {})).rejects.toThrow('This request is not kept any more.');
  });

  test('that cannot be read are left out', async () => {
    const { folder, requests, again } = await opened();
    await requests.add(MADE, new Uint8Array());
    for (const [name, text] of [
      ['a', '{'],
      ['b', '{}'],
    ] as const) {
      await writeFile(join(folder, 'requests', `${name}.json`), text);
    }
    expect(await again().list()).toHaveLength(1);
  });
});
