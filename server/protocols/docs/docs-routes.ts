import type { FastifyInstance } from 'fastify';
import { DOCUMENT } from './document.ts';
import { docsPage } from './page.ts';

/** The v2 protocol described: a page to read at `/docs`, and the document for programs. Open to everyone who gets here. */
export function addDocsRoutes(app: FastifyInstance): void {
  app.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(DOCUMENT)));
  app.get('/docs/openapi.json', (_request, reply) => reply.send(DOCUMENT));
}
