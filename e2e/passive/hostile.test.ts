import { complies } from './compliance.ts';
import type { Scenario } from './passive.ts';

/** Replaces what a page can replace: a tap that uses any of it breaks, or is seen. */
const scenario: Scenario = async (log) => {
  let seen = '';
  log('before');
  const { apply } = Reflect;
  const define = Object.defineProperty;
  const watch = (owner: object, names: readonly PropertyKey[]) => {
    for (const name of names) {
      const native = Object.getOwnPropertyDescriptor(owner, name)?.value;
      const value = function (this: unknown, ...args: unknown[]) {
        seen += ` ${String(name)}`;
        return apply(native, this, args);
      };
      define(owner, name, { configurable: true, writable: true, value });
    }
  };
  const socket = new WebSocket(`ws://${location.host}/echo`);
  await new Promise((done) => socket.addEventListener('open', done));
  watch(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']);
  watch(Array.prototype, ['push', 'map', 'slice', 'join', 'forEach', Symbol.iterator]);
  watch(String.prototype, ['slice', 'indexOf', 'charCodeAt', 'toLowerCase', 'trim', 'replace']);
  watch(RegExp.prototype, ['exec', 'test']);
  watch(WeakMap.prototype, ['get', 'set', 'has']);
  watch(Map.prototype, ['get', 'set', 'has']);
  watch(JSON, ['stringify', 'parse']);
  watch(Object, ['keys', 'entries', 'assign', 'defineProperty', 'getOwnPropertyDescriptor']);
  watch(Reflect, ['apply', 'construct', 'get', 'getOwnPropertyDescriptor', 'defineProperty']);
  watch(Promise.prototype, ['then', 'catch', 'finally']);
  watch(Promise, ['resolve', 'all', 'allSettled']);
  watch(Performance.prototype, ['now']);
  watch(TextEncoder.prototype, ['encode', 'encodeInto']);
  watch(Blob.prototype, ['arrayBuffer', 'slice', 'text']);
  watch(Function.prototype, ['call', 'apply', 'bind']);
  watch(
    Uint8Array.prototype,
    ['toBase64'].filter((name) => name in Uint8Array.prototype),
  );
  watch(Object.getPrototypeOf(Uint8Array.prototype), ['slice', 'subarray', 'set']);
  watch(Headers.prototype, ['forEach', 'get', 'entries']);
  watch(window, ['setTimeout', 'btoa', 'postMessage']);
  watch(MessagePort.prototype, ['postMessage', 'start']);
  if ('scheduler' in window) watch(Object.getPrototypeOf(window.scheduler), ['postTask']);
  for (const name of ['toJSON', 'text', 'get', 'set', 'url', '0', 'signal', 'delay', 'ports']) {
    for (const owner of [Object.prototype, Array.prototype, String.prototype]) {
      define(owner, name, {
        configurable: true,
        get: () => {
          seen += ` get-${name}`;
          return undefined;
        },
        set: () => {
          seen += ` set-${name}`;
        },
      });
    }
  }
  const answered = new Promise<unknown>((done) => {
    socket.onmessage = (event) => done(event.data);
  });
  seen = '';
  socket.send('hello €');
  log('sent', seen);
  log(await answered, seen);
  seen = '';
  const echoed = new Promise((done) => {
    socket.onmessage = done;
  });
  socket.send(new Uint8Array([1, 2]));
  await echoed;
  const xhr = new XMLHttpRequest();
  xhr.open('POST', '/echo');
  xhr.setRequestHeader('x-a', 'b');
  xhr.send('body');
  const loaded = new Promise((done) => {
    xhr.onload = done;
  });
  await loaded;
  const response = await fetch('/echo', { method: 'POST', body: 'x', headers: { 'x-a': 'b' } });
  const text = await response.text();
  log(xhr.responseText, text);
  const json = await (await fetch('/json')).json();
  const reader = (await fetch('/text')).body?.getReader();
  const first = await reader?.read();
  const last = await reader?.read();
  log(json.list.length, first?.value?.byteLength, last?.done);
  const waited = new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  await waited;
  log('all', seen);
};

complies({
  'a page that replaces every built-in': {
    page: scenario,
    told: [
      '1 connecting websocket /echo',
      '1 opened',
      '1 sent text 9 "hello €"',
      '1 received text 9 "hello €"',
      '1 sent binary 2 bytes AQI=',
      '1 received binary 2 pending',
      '2 connecting xhr POST /echo',
      '2 sent request 4 "body"',
      '2 opened 200',
      '2 received response 9 "POST:body"',
      '2 closed',
      '3 connecting fetch POST /echo',
      '3 sent request 1 "x"',
      '3 opened 200',
      '3 received response 6 "POST:x"',
      '3 closed',
      '4 connecting fetch GET /json',
      '4 opened 200',
      `4 received response 63 ${JSON.stringify('{"hello":"wörld","list":[1,2,3],"__proto__":{"x":1},"n":1e400}')}`,
      '4 closed',
      '5 connecting fetch GET /text',
      '5 opened 200',
      `5 received chunk 13 bytes ${Buffer.from('plain €😀').toString('base64')}`,
      '5 closed',
      '1 payload of 3 2 bytes AQI=',
    ],
  },
});
