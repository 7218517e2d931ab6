import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { LedgerConnection } from './connection.ts';

/** Whose entries are wanted; what is left out may be anything. */
const WHICH = z.strictObject({
  /** The ledger's name of one connection. */
  connection: z
    .string()
    .regex(/^k\d{1,15}$/, 'is k and a number')
    .optional(),
  /** Text that the connection's URL contains, such as the name that a client gave itself in it. */
  url: z.string().min(1).max(200).optional(),
  /** Defeats caches. */
  _: z.string().optional(),
});

export type Which = Pick<z.infer<typeof WHICH>, 'connection' | 'url'>;

/**
 * Whose entries a query string asks for.
 * @throws {Refusal} 400, with what is wrong with it
 */
export function whichIn(query: unknown): Which {
  const { success, data, error } = WHICH.safeParse(query);
  if (success) return data;
  throw new Refusal(
    400,
    `The query is wrong: ${z.prettifyError(error)}`,
    'Ask for connection=k1, for url= with a part of its URL, or for everything.',
  );
}

/** Whether a connection is among those wanted. */
export function isWanted({ connection, url }: Which, { id, url: own }: LedgerConnection): boolean {
  if (connection !== undefined && connection !== id) return false;
  return url === undefined || own.includes(url);
}
