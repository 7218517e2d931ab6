/**
 * Begins a script of the page: a client of @stomp/stompjs, not yet connected, what it `delivered`,
 * and what it takes to wait for it. `options` is the text of an object.
 */
export const stompClient = (version: string, options = '{}') => `
  const delivered = [];
  const deliver = ({ headers, body }) => delivered.push({ headers, body });
  const until = async (isTrue) => {
    while (!isTrue()) await new Promise((done) => setTimeout(done, 10));
  };
  const client = new StompJs.Client({
    brokerURL: 'ws://' + location.host + '/stomp',
    stompVersions: new StompJs.Versions(['${version}']),
    connectHeaders: { host: '/', login: 'guest', passcode: 'guest' },
    heartbeatIncoming: 0,
    heartbeatOutgoing: 0,
    reconnectDelay: 0,
    ...(${options}),
  });
  const connect = () => new Promise((done, failed) => {
    client.onConnect = done;
    client.onStompError = ({ headers }) => failed(new Error(headers.message));
    client.activate();
  });
  const receipt = (id, send) => new Promise((done) => {
    client.watchForReceipt(id, done);
    send({ receipt: id });
  });`;

/** A message as @stomp/stompjs delivered it. */
export interface Delivered {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
