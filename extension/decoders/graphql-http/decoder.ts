import type { Decoder } from '../contract.ts';
import { completeKind, RESULT_MEMBER, resultKind } from './result.ts';
import { ResultsSession } from './session.ts';

/**
 * Results of GraphQL operations that come one after the other over HTTP: as server-sent events, one
 * operation to a connection or many, and as the increments of `@defer` and `@stream`.
 */
export const graphqlHttp: Decoder = {
  protocol: 'graphql-http',
  title: 'GraphQL over HTTP',
  specification: 'https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md',
  versions: 'over SSE, distinct and single connections; incremental delivery, in multipart too',
  recognisedBy: 'events `next`, `hasNext`',
  channels: 'operations',
  isStateless: true,
  claims: () => undefined,
  textStarts: '{',
  mentions: RESULT_MEMBER,
  sniffs: (payload, direction, event) =>
    direction === 'received' && resultKind(payload, event)
      ? {
          by: 'content',
          reason: event?.type === 'next' ? 'a result in an event next' : 'a result with hasNext',
        }
      : undefined,
  continues: (payload, event) =>
    resultKind(payload, event) !== undefined || completeKind(payload, event) !== undefined,
  open: () => new ResultsSession(),
};
