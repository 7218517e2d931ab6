/** What the page needs of rsocket-js, and the Buffer that it takes for granted. */
export const LIBRARY = `
export { RSocketConnector } from 'rsocket-core';
export { WebsocketClientTransport } from 'rsocket-websocket-client';
export { encodeCompositeMetadata, encodeRoute, WellKnownMimeType } from 'rsocket-composite-metadata';
export { Buffer } from 'buffer';`;

/**
 * Begins a script of the page: a connected `client` of rsocket-js, and `told`, what it said to its
 * subscribers. `setup` and `fragmentation` are texts of objects.
 */
export const rsocketClient = (path: string, setup = '{}', fragmentation = '{}') => `
  globalThis.Buffer = rsocket.Buffer;
  const until = async (isTrue) => {
    while (!isTrue()) await new Promise((done) => setTimeout(done, 10));
  };
  const over = (start) => new Promise(start);
  const told = [];
  const subscriber = (done) => ({
    onNext({ data }, isComplete) { told.push('next ' + data); if (isComplete) done(); },
    onError({ message }) { told.push('error ' + message); done(); },
    onComplete() { told.push('complete'); done(); },
    onExtension() {},
    request(n) { told.push('request ' + n); },
    cancel() { told.push('cancel'); },
  });
  const payload = (route, text) => ({
    data: Buffer.from(text),
    metadata: rsocket.encodeCompositeMetadata([
      [rsocket.WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, rsocket.encodeRoute(route)],
      ['text/x-trace', Buffer.from('trace')],
    ]),
  });
  const client = await new rsocket.RSocketConnector({
    transport: new rsocket.WebsocketClientTransport({ url: 'ws://' + location.host + '${path}' }),
    setup: {
      dataMimeType: 'text/plain',
      metadataMimeType: 'message/x.rsocket.composite-metadata.v0',
      ...(${setup}),
    },
    fragmentation: ${fragmentation},
    responder: {
      requestResponse({ data }, stream) {
        told.push('asked ' + data);
        stream.onNext({ data: Buffer.from('well') }, true);
        return { cancel() {}, onExtension() {} };
      },
    },
  }).connect();`;
