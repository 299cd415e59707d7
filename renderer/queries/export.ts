import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { EXPORT_FORMATS, type ExportFormat, type ExportPreview } from '../../server/export/contract.ts';
import { fetchJson, send } from './http.ts';

/** What the person chose to export, and where to. */
export interface ExportChoice {
  readonly repository: string;
  readonly release: string;
  readonly format: ExportFormat;
}

const finding = z.object({
  weight: z.enum(['refused', 'attention', 'note']),
  sentence: z.string(),
  why: z.string(),
  nextStep: z.string(),
});

const preview: z.ZodMiniType<ExportPreview> = z.object({
  check: z.object({
    release: z.string(),
    repository: z.string(),
    models: z.array(
      z.object({
        model: z.string(),
        verdict: z.enum(['accepted', 'attention', 'refused']),
        backend: z.string(),
        findings: z.array(finding),
      }),
    ),
    needsGpu: z.boolean(),
  }),
  format: z.enum(EXPORT_FORMATS),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  steps: z.array(z.string()),
});

/** The verdicts and the files; looked at anew, since the repository may have changed. */
export function exportQuery(choice: ExportChoice) {
  return queryOptions({
    queryKey: ['export', choice],
    queryFn: ({ signal }) => fetchJson(`/desk/export?${params(choice)}`, preview, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
}

/** The files as a zip archive. */
export async function exportZip(choice: ExportChoice): Promise<Blob> {
  return await (await send(`/desk/export/zip?${params(choice)}`)).blob();
}

function params({ repository, release, format }: ExportChoice): string {
  return new URLSearchParams({ repository, release, format }).toString();
}
