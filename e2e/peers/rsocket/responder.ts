import {
  decodeCompositeMetadata,
  decodeRoutes,
  WellKnownMimeType,
} from 'rsocket-composite-metadata';
import { ErrorCodes, type Payload, type RSocket, RSocketError, RSocketServer } from 'rsocket-core';
import { WebsocketServerTransport } from 'rsocket-websocket-server';
import type { WebSocketServer } from 'ws';

type Responder = Required<
  Pick<RSocket, 'fireAndForget' | 'requestResponse' | 'requestStream' | 'requestChannel'>
>;

/** A server of rsocket-js, and what it says of its streams: `count request 2`, `count next 1` … */
export interface RSocketPeer {
  readonly said: string[];
}

/** Serves RSocket on sockets of `sockets`. This library's servers never cut a payload into fragments. */
export async function serveRSocket(sockets: WebSocketServer): Promise<RSocketPeer> {
  const said: string[] = [];
  const server = new RSocketServer({
    transport: new WebsocketServerTransport({ wsCreator: () => sockets }),
    acceptor: { accept: async (_, page) => responder(said, page) },
  });
  await server.bind();
  return { said };
}

function responder(said: string[], page: RSocket): Responder {
  return {
    fireAndForget(payload, _stream) {
      if (routeOf(payload) === 'ask') ask(page, payload, said);
      else said.push(`${routeOf(payload)} ${payload.data}`);
      return { cancel: () => undefined };
    },
    requestResponse(payload, stream) {
      said.push(`${routeOf(payload)} ${payload.data?.length} B`);
      if (routeOf(payload) === 'fail')
        stream.onError(new RSocketError(ErrorCodes.APPLICATION_ERROR, 'It did not work.'));
      else stream.onNext({ data: payload.data }, true);
      return { cancel: () => undefined, onExtension: () => undefined };
    },
    requestStream(payload, initialN, stream) {
      const total = Number(payload.data);
      let next = 0;
      said.push(`count of ${total}`);
      const send = (n: number) => {
        said.push(`count request ${n}`);
        for (let left = n; left > 0 && next < total; left -= 1) {
          next += 1;
          said.push(`count next ${next}`);
          stream.onNext({ data: Buffer.from(`${next}`) }, next === total);
        }
      };
      send(initialN);
      return {
        request: send,
        cancel: () => said.push('count cancel'),
        onExtension: () => undefined,
      };
    },
    requestChannel(payload, initialN, isCompleted, stream) {
      said.push(`echo request ${initialN}`, `echo got ${payload.data}`);
      stream.onNext({ data: payload.data }, isCompleted);
      stream.request(1);
      return {
        onNext(more, isComplete) {
          said.push(`echo got ${more.data}`);
          stream.onNext({ data: more.data }, isComplete);
          if (!isComplete) stream.request(1);
        },
        request: (n) => said.push(`echo request ${n}`),
        cancel: () => said.push('echo cancel'),
        onComplete: () => stream.onComplete(),
        onError: () => said.push('echo error'),
        onExtension: () => undefined,
      };
    },
  };
}

function ask(page: RSocket, { data, metadata }: Payload, said: string[]): void {
  const request = metadata ? { data, metadata } : { data };
  page.requestResponse(request, {
    onNext: (answer) => said.push(`answered ${answer.data}`),
    onError: ({ message }) => said.push(`refused ${message}`),
    onComplete: () => undefined,
    onExtension: () => undefined,
  });
}

/** The first route of composite metadata. */
function routeOf({ metadata }: Payload): string {
  for (const { mimeType, content } of decodeCompositeMetadata(metadata ?? Buffer.alloc(0))) {
    if (mimeType !== WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.toString()) continue;
    for (const route of decodeRoutes(content)) return route;
  }
  return '';
}
