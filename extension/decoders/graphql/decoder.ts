import type { Decoder, Recognition } from '../contract.ts';
import { JsonSession } from '../json-session.ts';
import { Conversation } from './conversation.ts';
import { dialectOf } from './messages.ts';
import { looksLikeGraphql } from './sniff.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a message of GraphQL over WebSocket' };

/** GraphQL over WebSocket: graphql-transport-ws, and subscriptions-transport-ws before it. */
export const graphql: Decoder = {
  protocol: 'graphql',
  title: 'GraphQL',
  specification: 'https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md',
  versions: 'over WebSocket, both dialects',
  recognisedBy: 'subprotocol, first message',
  channels: 'operations',
  claims: ({ protocol }) =>
    dialectOf(protocol) && { by: 'subprotocol', reason: `subprotocol ${protocol}` },
  textStarts: '{',
  memberNames: ['type', 'id', 'payload'],
  sniffs: (payload, direction) => (looksLikeGraphql(payload, direction) ? CONTENT : undefined),
  open({ protocol }) {
    const conversation = new Conversation(protocol);
    return new JsonSession({
      protocol: 'graphql',
      unit: 'a GraphQL message',
      read: (text) => conversation.read(text),
    });
  },
};
