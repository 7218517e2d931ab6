import { named } from './client-name.ts';
import { bytesOf, isMessage, parsed } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import type { LaneOptions, Transport } from './transport.ts';

const SUBPROTOCOL = 'graphql-transport-ws';
const FIELDS: Record<LaneOptions['fields'], string> = {
  all: 'id topic type time from text',
  few: 'id time text',
};
const PUBLISH =
  'mutation ($topic: String!, $from: String!, $text: String!) { publish(topic: $topic, from: $from, text: $text) { id } }';

/** A subscription over graphql-transport-ws; only the fields asked for come. */
export const graphql: Transport = (topic, options, reception, signal) => {
  let send: ((message: object, label: string) => void) | undefined;
  let mutations = 0;
  keepOpen(
    named('/graphql', reception),
    [SUBPROTOCOL],
    (socket, pen) => {
      const tell = (message: object, label: string) => {
        const text = JSON.stringify(message);
        pen.message('sent', label, bytesOf(text), 0);
        socket.send(text);
      };
      socket.addEventListener('open', () => tell({ type: 'connection_init' }, 'connection_init'));
      socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const said = field(parsed(data), 'type');
        const news = field(field(field(parsed(data), 'payload'), 'data'), 'messages');
        const body = news === undefined ? 0 : bytesOf(JSON.stringify(news));
        reception.payload(bytesOf(data));
        pen.message('received', `${said} ${field(news, 'id') ?? ''}`.trim(), bytesOf(data), body);
        const errors = errorsIn(parsed(data));
        if (errors) reception.remark({ kind: 'refused', reason: errors });
        if (said === 'ping') tell({ type: 'pong' }, 'pong');
        if (said === 'connection_ack') {
          send = tell;
          reception.state({ kind: 'open' });
          const query = `subscription { messages(topic: "${topic}") { ${FIELDS[options().fields]} } }`;
          tell({ id: 'news', type: 'subscribe', payload: { query } }, 'subscribe');
        }
        const message = { topic, type: 'chat', from: '', ...object(news) };
        if (isMessage(message)) reception.message(message);
      });
    },
    reception,
    signal,
  );
  const publish = (from: string, text: string) => {
    mutations += 1;
    const payload = { query: PUBLISH, variables: { topic, from, text } };
    send?.({ id: `said-${mutations}`, type: 'subscribe', payload }, 'subscribe mutation');
  };
  return { publish };
};

/** What was wrong with an operation: in `error`, or beside the data of its result. */
function errorsIn(message: unknown): string | undefined {
  const payload = field(message, 'payload');
  const errors = Array.isArray(payload) ? payload : field(payload, 'errors');
  if (!Array.isArray(errors)) return undefined;
  return errors.map((error: unknown) => String(field(error, 'message'))).join(' ');
}

function object(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function field(value: unknown, name: string): unknown {
  return new Map<string, unknown>(Object.entries(object(value))).get(name);
}
