import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FrameworkSurvey } from '../../backends/python/interpreters/survey.ts';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { InterpreterChoice } from './contract.ts';

const choice: z.ZodType<InterpreterChoice> = z.object({ python: z.string().min(1).nullable() });

/** Which frameworks there are, and which Python runs them. */
export function addFrameworkRoutes(app: FastifyInstance, survey: FrameworkSurvey): void {
  app.get('/frameworks', () => survey.report());
  app.put<{ Params: { backend: string } }>('/frameworks/:backend', async (request, reply) => {
    const { backend } = request.params;
    const read = choice.safeParse(request.body);
    if (!read.success) throw invalidArgument(`This is no choice: ${z.prettifyError(read.error)}`);
    const { python } = read.data;
    if (!(await survey.choose(backend, python ?? undefined))) {
      throw new InferdeckError('not-found', `No framework called '${backend}' runs in a Python.`);
    }
    return await reply.code(204).send();
  });
}
