import { z } from 'zod';
import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import type { Request } from '../../wire/rsocket/frame.ts';
import { routeIn } from '../../wire/rsocket/metadata.ts';
import { isTopicName } from '../../wire/topic/message.ts';
import { type Exchange, onlyBegin } from './exchange.ts';
import { MessageStream } from './message-stream.ts';
import type { Outlet } from './outlet.ts';
import { failWith, publishPayload, valueIn } from './publishing.ts';
import { PublishingChannel } from './publishing-channel.ts';

type Action = 'history' | 'messages' | 'publish';

/** Which requests an action is for. */
const REQUESTS: Readonly<Record<Action, readonly Request['type'][]>> = {
  history: ['request-response'],
  messages: ['request-stream'],
  publish: ['request-response', 'request-fnf', 'request-channel'],
};

const HISTORY_QUESTION = z.strictObject({
  count: z.int().min(0).max(LIMITS.historyMessages).default(20),
});

/**
 * How a request is carried out: `topics.NAME.history`, `.messages` or `.publish`.
 * @throws {Refusal} when there is no such route, or it is not for such requests
 */
export function exchangeFor(
  hub: Hub,
  request: Request,
  metadataMimeType: string,
  outlet: Outlet,
): Exchange {
  const { topic, action } = destinationOf(request, metadataMimeType);
  const { data } = request.payload;
  switch (request.type) {
    case 'request-response':
      return onlyBegin(() => {
        answer(hub, topic, action, data).then(
          (value) => outlet.next(value, true),
          (error: unknown) => failWith(outlet, error),
        );
      });
    case 'request-fnf':
      return onlyBegin(() => {
        // Nobody hears of it when it fails: that is the bargain.
        publishPayload(hub, topic, data).catch(() => undefined);
        outlet.end();
      });
    case 'request-stream':
      return new MessageStream(hub, topic, request, outlet);
    case 'request-channel':
      return new PublishingChannel(hub, topic, request, outlet);
  }
}

async function answer(hub: Hub, topic: string, action: Action, data: Uint8Array): Promise<object> {
  if (action === 'publish') return publishPayload(hub, topic, data);
  const { count } = valueIn(data, HISTORY_QUESTION);
  const history = hub.history(topic);
  return { messages: count === 0 ? [] : history.recent(count), cursor: history.last };
}

function destinationOf(
  { type, payload }: Request,
  metadataMimeType: string,
): { readonly topic: string; readonly action: Action } {
  const route = payload.metadata && routeIn(payload.metadata, metadataMimeType);
  if (route === undefined) throw new Refusal(400, 'The request has no route.', ROUTES);
  const [, topic = '', name = ''] = /^topics\.([^.]*)\.([^.]*)$/.exec(route) ?? [];
  const action = actionNamed(name);
  if (action === undefined || !isTopicName(topic))
    throw new Refusal(400, `There is no route ${JSON.stringify(route.slice(0, 80))}.`, ROUTES);
  if (!REQUESTS[action].some((known) => known === type)) {
    const known = REQUESTS[action].join(', ');
    throw new Refusal(400, `topics.${topic}.${action} is not for ${type}.`, `Use ${known}.`);
  }
  return { topic, action };
}

const ROUTES = 'Routes are topics.NAME.history, topics.NAME.messages and topics.NAME.publish.';

function actionNamed(name: string): Action | undefined {
  return name === 'history' || name === 'messages' || name === 'publish' ? name : undefined;
}
