import * as z from 'zod/mini';
import type { DiagnosticsBundle } from '../../server/diagnostics/contract.ts';
import { send, sendJson } from './http.ts';

const bundle: z.ZodMiniType<DiagnosticsBundle> = z.object({
  id: z.string(),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
});

/** Has the server collect what it knows about itself. */
export function collectDiagnostics(): Promise<DiagnosticsBundle> {
  return sendJson('POST', '/desk/diagnostics', {}, bundle);
}

/** The bundle that was looked at, as a zip archive. */
export async function diagnosticsZip(id: string): Promise<Blob> {
  return await (await send(`/desk/diagnostics/${encodeURIComponent(id)}/zip`)).blob();
}
