import type * as z from 'zod/mini';
import type {
  ImportPlanned,
  ImportRequest,
  ImportStart,
  UploadRoom,
} from '../../server/protocols/desk/contract.ts';
import { send } from './http.ts';
import { importPlanned, uploadBegun } from './schema.ts';

const JSON_HEAD = { 'content-type': 'application/json' };

async function ask<T>(path: string, shape: z.ZodMiniType<T>, body?: unknown): Promise<T> {
  const request = body === undefined ? {} : { headers: JSON_HEAD, body: JSON.stringify(body) };
  const response = await send(path, { method: 'POST', ...request });
  return shape.parse(await response.json());
}

/** A file with its path inside what was dropped. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Sends files to the server, one after the other. @returns the id of the upload */
export async function uploadFiles(
  files: readonly DroppedFile[],
  onFile: (file: DroppedFile) => void,
): Promise<string> {
  const room: UploadRoom = { bytes: files.reduce((sum, { file }) => sum + file.size, 0) };
  const { id } = await ask('/desk/uploads', uploadBegun, room);
  try {
    for (const dropped of files) {
      onFile(dropped);
      await uploadFile(id, dropped);
    }
    return id;
  } catch (error) {
    await send(`/desk/uploads/${id}`, { method: 'DELETE' }).catch(() => {});
    throw error;
  }
}

async function uploadFile(id: string, { path, file }: DroppedFile): Promise<void> {
  await send(`/desk/uploads/${id}/files?path=${encodeURIComponent(path)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
}

/** What would be made of a drop. */
export async function planImport(request: ImportRequest): Promise<ImportPlanned> {
  return await ask('/desk/imports/plan', importPlanned, request);
}

/** Begins an import; activity of the same id tells how it goes. */
export async function startImport(id: string, start: ImportStart): Promise<void> {
  await send(`/desk/imports/${id}/start`, {
    method: 'POST',
    headers: JSON_HEAD,
    body: JSON.stringify(start),
  });
}

/** Stops an import, or forgets its plan. */
export async function cancelImport(id: string): Promise<void> {
  await send(`/desk/imports/${id}`, { method: 'DELETE' });
}

/** Moves what an import made to the trash. */
export async function undoImport(id: string): Promise<void> {
  await send(`/desk/imports/${id}/undo`, { method: 'POST' });
}
