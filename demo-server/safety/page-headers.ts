import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Security headers of the site's pages: nothing but what this server itself serves runs there. */
export async function protectPages(site: FastifyInstance): Promise<void> {
  await site.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The lesson on WebSocket knocks at this server under another of its names.
        connectSrc: ["'self'", 'ws:', 'wss:', 'http://localhost:*', 'http://127.0.0.1:*'],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // The server speaks HTTP on loopback; there is nothing to upgrade to.
    strictTransportSecurity: false,
    originAgentCluster: false,
  });
}
