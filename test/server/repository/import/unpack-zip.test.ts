import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackZip } from '../../../../server/repository/import/unpack-zip.ts';
import { tempFolder } from '../../../support/temp.ts';
import { treeHash } from '../../../support/tree-hash.ts';
import { writeZip } from '../../../support/zip.ts';

/** Puts another name of the same length into an archive, where no archiver would. */
async function withName(archive: string, name: string, evil: string): Promise<string> {
  const bytes = await readFile(archive);
  expect(Buffer.byteLength(evil)).toBe(Buffer.byteLength(name));
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) bytes.write(evil, at);
  await writeFile(archive, bytes);
  return archive;
}

async function smallArchive(name = 'aaaaaaaa.bin') {
  return await writeZip(join(await tempFolder(), 'evil.zip'), { [name]: new Uint8Array(8) });
}

/** Unpacks where nothing may appear, neither in the folder nor beside it. */
async function refusal(zip: string): Promise<string> {
  const around = await tempFolder();
  const before = await treeHash(around);
  const error: unknown = await unpackZip(zip, join(around, 'into')).catch((thrown: unknown) => thrown);
  expect(await treeHash(around)).toBe(before);
  return error instanceof Error ? error.message : 'unpacked';
}

describe('an archive is refused before anything is written', () => {
  test.each([
    ['../../aa.bin', /invalid relative path/],
    ['a/../../b.bi', /invalid relative path/],
    ['..\\..\\aa.bin', /invalid relative path/],
    ['/etc/aaa.bin', /absolute path/],
    ['C:\\aaaaa.bin', /absolute path/],
    ['aaaa\naaa.bin', /line break/],
    ['a//aaaaa.bin', /empty name/],
  ])('with an entry %j', async (name, reason) => {
    expect(await refusal(await withName(await smallArchive(), 'aaaaaaaa.bin', name))).toMatch(reason);
  });

  test('with a name of 255 bytes', async () => {
    expect(await refusal(await smallArchive('a'.repeat(255)))).toMatch(/255 bytes long; at most 250/);
  });

  test('that would grow a thousandfold', async () => {
    const bomb = await writeZip(join(await tempFolder(), 'bomb.zip'), {
      'a.bin': new Uint8Array(32 * 1024 ** 2),
    });
    expect(await refusal(bomb)).toMatch(/would grow from 32\.\d KB to 33\.6 MB; it is not unpacked/);
  });

  test('that holds a link', async () => {
    const zip = await smallArchive();
    const bytes = await readFile(zip);
    const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt16LE(0o120777, central + 40);
    await writeFile(zip, bytes);
    expect(await refusal(zip)).toMatch(/holds a link/);
  });

  test('that is none, or is cut short', async () => {
    const zip = await smallArchive();
    const bytes = await readFile(zip);
    await writeFile(zip, bytes.subarray(0, bytes.length - 30));
    expect(await refusal(zip)).toMatch(/no zip archive, or is damaged/);
  });
});
