import { complies } from './compliance.ts';

complies({
  'a conversation: order of events, data, handler this': {
    page: async (log) => {
      const socket = new WebSocket(`ws://${location.host}/greet`, ['other', 'chosen']);
      socket.binaryType = 'arraybuffer';
      log(socket.readyState, socket.url.length, socket.protocol, socket.extensions);
      await new Promise<void>((done) => {
        for (const type of ['open', 'message', 'error', 'close']) {
          socket.addEventListener(type, function (this: unknown, event) {
            const data = (event as MessageEvent).data;
            const shown = data instanceof ArrayBuffer ? [...new Uint8Array(data)].join() : data;
            log(type, this === socket, event.isTrusted, event.eventPhase, shown, socket.readyState);
            const again = (event as MessageEvent).data;
            log(data === again, String(event), event.composedPath().length);
          });
        }
        socket.onmessage = (event) => log('onmessage', event.target === socket, event.origin);
        socket.onclose = (event) => {
          log(event.code, event.reason, event.wasClean);
          done();
        };
      });
      socket.send('too late');
      log(socket.readyState, socket.protocol, socket.bufferedAmount, Object.keys(socket));
    },
    told: [
      '1 connecting websocket /greet other,chosen',
      '1 opened chosen',
      '1 received text 5 "first"',
      '1 received binary 4 bytes AQID+g==',
      '1 received text 15 "grüße €😀"',
      '1 received text 0 ""',
      '1 closed {"code":4001,"reason":"enough ✓","wasClean":true}',
      '1 sent text discarded 8 "too late"',
    ],
  },
  'everything that can be sent': {
    page: async (log) => {
      const socket = new WebSocket(`ws://${location.host}/echo`);
      await new Promise((done) => socket.addEventListener('open', done));
      let asked = 0;
      const odd = {
        toString() {
          asked++;
          return 'odd €';
        },
      };
      const bytes = new Uint8Array([9, 1, 2, 3, 9]);
      const sends: unknown[] = [
        'text',
        'lone \ud800 surrogate',
        bytes.buffer,
        bytes.subarray(1, 4),
        new DataView(bytes.buffer, 2, 2),
        new Float64Array([1]),
        new Blob(['blob ', bytes]),
        42,
        null,
        undefined,
        true,
        odd,
        [1, 2],
        new URLSearchParams('a=b c'),
      ];
      const answers: unknown[] = [];
      const done = new Promise<void>((resolve) => {
        socket.onmessage = async ({ data }) => {
          answers.push(data);
          if (answers.length === sends.length) resolve();
        };
      });
      for (const each of sends) {
        log(socket.send(each as string), socket.bufferedAmount);
        bytes[1] = 7;
      }
      bytes.fill(0);
      await done;
      for (const data of answers) {
        log(data instanceof Blob ? [...new Uint8Array(await data.arrayBuffer())].join() : data);
      }
      log(asked);
      socket.close();
      await new Promise((closed) => socket.addEventListener('close', closed));
    },
  },
  'exceptions of the constructor': (log) => {
    const attempts = [
      () => new WebSocket('http://[bad'),
      () => new WebSocket('ftp://x/'),
      () => new WebSocket('ws://x/#fragment'),
      () => new WebSocket(`ws://${location.host}/echo`, ['a', 'a']),
      () => new WebSocket(`ws://${location.host}/echo`, 'with space'),
      () => new (WebSocket as unknown as new () => WebSocket)(),
      () => (WebSocket as unknown as () => void)(),
      () => (WebSocket as unknown as () => void).call({}),
      () => new WebSocket(Symbol('url') as unknown as string),
      () => Reflect.construct(WebSocket, ['ws://[x'], Object),
    ];
    for (const attempt of attempts) {
      try {
        log('made', attempt());
      } catch (error) {
        log(error, error instanceof DOMException, error instanceof TypeError);
      }
    }
  },
  'exceptions of send and close': async (log) => {
    const socket = new WebSocket(`ws://${location.host}/echo`);
    const send = socket.send as (...args: unknown[]) => void;
    const close = socket.close as (...args: unknown[]) => void;
    const thrower = {
      toString() {
        throw new RangeError('from the page');
      },
    };
    const attempt = (what: () => void) => {
      try {
        log('returned', what());
      } catch (error) {
        log(error);
      }
    };
    attempt(() => socket.send('early'));
    attempt(() => send.call(socket));
    attempt(() => send.call({}, 'x'));
    attempt(() => send.call(WebSocket.prototype, 'x'));
    attempt(() => send.call(undefined, 'x'));
    attempt(() => send.call(socket, thrower));
    attempt(() => send.call(socket, Symbol('s')));
    attempt(() => send.call(socket, Object.create(null)));
    attempt(() => new (send as unknown as new () => undefined)());
    attempt(() => close.call({}, 1000));
    await new Promise((done) => socket.addEventListener('open', done));
    attempt(() => send.call(socket, thrower));
    attempt(() => send.call(socket, Symbol('s')));
    attempt(() => send.call(socket, Object.create(null)));
    const wasm = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    attempt(() => send.call(socket, new Uint8Array(wasm.buffer)));
    attempt(() => send.call(socket, { toString: () => Symbol('s') }));
    const detached = new ArrayBuffer(4);
    structuredClone(detached, { transfer: [detached] });
    attempt(() => socket.send(detached));
    attempt(() => socket.close(999));
    attempt(() => socket.close(3000, 'x'.repeat(124)));
    attempt(() => close.call(socket, Symbol('code')));
    attempt(() => socket.close(3000.2, 'fine'));
    attempt(() => socket.close());
    attempt(() => socket.send('while closing'));
    log(socket.readyState, socket.bufferedAmount);
    await new Promise<void>((done) => {
      socket.onclose = (event) => {
        log(event.code, event.reason, event.wasClean);
        done();
      };
    });
  },
  'a refused handshake': {
    page: async (log) => {
      const socket = new WebSocket(`ws://${location.host}/refuse`);
      socket.onerror = (event) => log('error', String(event), socket.readyState);
      await new Promise<void>((done) => {
        socket.onclose = (event) => {
          log('close', event.code, event.reason, event.wasClean);
          done();
        };
      });
    },
    told: ['1 connecting websocket /refuse', '1 failed {"code":1006,"reason":"","wasClean":false}'],
  },
  'closed by the page before it opened': {
    page: async (log) => {
      const socket = new WebSocket(`ws://${location.host}/echo`);
      log(socket.close(), socket.readyState);
      socket.onerror = () => log('error');
      await new Promise<void>((done) => {
        socket.onclose = (event) => {
          log(event.code, event.wasClean);
          done();
        };
      });
    },
    told: [
      '1 connecting websocket /echo',
      '1 closing',
      '1 aborted {"code":1006,"reason":"","wasClean":false}',
    ],
  },
  'dropped by the server': {
    page: async (log) => {
      const socket = new WebSocket(`ws://${location.host}/drop`);
      socket.onmessage = ({ data }) => log(data);
      socket.onerror = () => log('error');
      await new Promise<void>((done) => {
        socket.onclose = (event) => {
          log(event.code, event.wasClean);
          done();
        };
      });
    },
    told: [
      '1 connecting websocket /drop',
      '1 opened',
      '1 received text 5 "going"',
      '1 failed {"code":1006,"reason":"","wasClean":false}',
    ],
  },
  'subclasses, newTarget and instanceof': async (log) => {
    class Mine extends WebSocket {
      extra = 1;
      override send(data: string) {
        log('my send', data);
        super.send(`${data}!`);
      }
    }
    const mine = new Mine(`ws://${location.host}/echo`);
    log(mine instanceof Mine, mine instanceof WebSocket, mine.constructor === Mine, mine.extra);
    log(Object.getPrototypeOf(Mine) === WebSocket, Mine.OPEN, mine.OPEN, Mine.name);
    const reflected = Reflect.construct(WebSocket, [`ws://${location.host}/echo`], Array);
    log(Array.isArray(reflected), Array.isArray(reflected), reflected instanceof WebSocket);
    reflected.close = WebSocket.prototype.close;
    reflected.close();
    mine.onopen = () => mine.send('hello');
    await new Promise<void>((done) => {
      mine.onmessage = ({ data }) => {
        log(data);
        mine.close(1000);
        done();
      };
    });
  },
  'listeners of every kind': async (log) => {
    const socket = new WebSocket(`ws://${location.host}/greet`);
    const controller = new AbortController();
    const removed = () => log('removed: never');
    socket.addEventListener('message', { handleEvent: (event) => log('handleEvent', event.type) });
    socket.addEventListener('message', () => log('once'), { once: true });
    socket.addEventListener('message', removed);
    socket.removeEventListener('message', removed);
    socket.addEventListener('message', () => log('until aborted'), { signal: controller.signal });
    socket.addEventListener('message', (event) => {
      log('stops the rest');
      controller.abort();
      event.stopImmediatePropagation();
    });
    socket.addEventListener('message', () => log('never'));
    socket.addEventListener('open', () => {
      Promise.resolve().then(() => log('microtask after the first open listener'));
    });
    socket.addEventListener('open', () => log('second open listener'));
    await new Promise((done) => socket.addEventListener('close', done));
    socket.dispatchEvent(new MessageEvent('message', { data: 'forged' }));
    log(socket.dispatchEvent(new Event('message', { cancelable: true })));
  },
});
