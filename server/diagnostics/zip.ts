import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { DiagnosticsFile } from './contract.ts';

/** The files as one zip archive. */
export async function zipOf(files: readonly DiagnosticsFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, text } of files) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  return await buffer(zip.outputStream);
}
