import type { FastifyInstance } from 'fastify';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Environment } from '../../environment/environment.ts';
import { InferdeckError } from '../../errors.ts';

/** What the computer has, and the bundle for somebody who helps. */
export function addEnvironmentRoutes(
  app: FastifyInstance,
  { environment, diagnostics }: { readonly environment: Environment; readonly diagnostics: Diagnostics },
): void {
  app.get('/environment', () => environment.look());
  app.get('/environment/place', () => environment.placeChecks());
  app.post('/diagnostics', () => diagnostics.collect());
  app.get<{ Params: { id: string } }>('/diagnostics/:id/zip', async ({ params }, reply) => {
    const zip = await diagnostics.zip(params.id);
    if (zip === undefined) {
      throw new InferdeckError('not-found', 'This bundle is no longer kept.', {
        nextStep: 'Collect it again.',
      });
    }
    return await reply.type('application/zip').send(zip);
  });
}
