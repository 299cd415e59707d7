import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type {
  FrameworkFacts,
  FrameworksReport,
  InterpreterFacts,
} from '../../server/protocols/desk/contract.ts';
import { fetchJson, send } from './http.ts';

const framework: z.ZodMiniType<FrameworkFacts> = z.object({
  backend: z.string(),
  title: z.string(),
  home: z.enum(['bundled', 'python']),
  state: z.enum(['ready', 'missing']),
  version: z.exactOptional(z.string()),
  python: z.exactOptional(z.string()),
  isChosen: z.boolean(),
  note: z.string(),
  nextStep: z.exactOptional(z.string()),
});

const interpreter: z.ZodMiniType<InterpreterFacts> = z.object({
  path: z.string(),
  origin: z.string(),
  version: z.string(),
  isNewEnough: z.boolean(),
  frameworks: z.array(
    z.object({
      backend: z.string(),
      version: z.exactOptional(z.string()),
      missing: z.array(z.string()),
      command: z.exactOptional(z.string()),
    }),
  ),
});

const report: z.ZodMiniType<FrameworksReport> = z.object({
  frameworks: z.array(framework),
  interpreters: z.array(interpreter),
});

/** Which frameworks there are, and in which Python; asked anew whenever the page opens. */
export const frameworksQuery = queryOptions({
  queryKey: ['frameworks'],
  queryFn: ({ signal }) => fetchJson('/desk/frameworks', report, signal),
  staleTime: 0,
});

/** Has a Python run a framework from the next load on; null: whichever is found. */
export async function chooseInterpreter(backend: string, python: string | null): Promise<void> {
  await send(`/desk/frameworks/${encodeURIComponent(backend)}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ python }),
  });
}
