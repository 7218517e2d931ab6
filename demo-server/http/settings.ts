import type { FastifyInstance } from 'fastify';
import type { Laboratory } from '../laboratory.ts';
import { SETTING_CHANGE_SCHEMA, type SettingChange } from '../settings.ts';

/** `GET /api/settings` and `PUT /api/settings`; what a PUT leaves out stays as it is. */
export function settingsRoutes(app: FastifyInstance, { settings }: Laboratory): void {
  app.get('/api/settings', async () => settings.current);
  app.put<{ Body: SettingChange }>(
    '/api/settings',
    { schema: { body: SETTING_CHANGE_SCHEMA } },
    async (request) => settings.change(request.body),
  );
}
