import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { protectPages } from '../safety/page-headers.ts';

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Pushscope demo server</title>
  <style>body { font: 16px/1.5 system-ui; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }</style>
  <h1>The server runs. Its page is not built yet.</h1>
  <p>Run <code>npm run build</code>, then start the server again.
  The endpoints work without the page: <a href="/api">see them</a>.</p>
</html>
`;

/** Serves the built site, or a page that says how to build it. */
export async function siteRoutes(
  app: FastifyInstance,
  folder: string,
  { isOpenToForeignPages }: Laboratory,
): Promise<void> {
  await app.register(async (site) => {
    if (!isOpenToForeignPages) await protectPages(site);
    await pages(site, folder);
  });
}

async function pages(app: FastifyInstance, folder: string): Promise<void> {
  const root = resolve(folder);
  if (existsSync(join(root, 'index.html'))) {
    await app.register(fastifyStatic, { root });
    return;
  }
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(NOT_BUILT));
}
