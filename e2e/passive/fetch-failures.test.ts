import { complies } from './compliance.ts';

complies({
  'calls that fail at once': async (log) => {
    const call = fetch as unknown as (...args: unknown[]) => Promise<Response>;
    const thrower = {
      get method() {
        throw new RangeError('from the page');
      },
    };
    const attempts: (() => Promise<unknown>)[] = [
      () => call(),
      () => call('http://[bad'),
      () => call('http://user:secret@localhost/'),
      () => call('/text', { method: 'bad method' }),
      () => call('/text', { method: 'CONNECT' }),
      () => call('/text', { method: 'GET', body: 'x' }),
      () => call('/text', { headers: { 'bad name': 'x' } }),
      () => call('/text', { headers: [['a']] }),
      () => call('/text', { mode: 'nonsense' }),
      () => call('/text', 42),
      () => call('/text', thrower),
      () => call(Symbol('url')),
      () => call(Object.create(null)),
      () => call.call({}, '/text'),
      () => call('/text', { signal: AbortSignal.abort() }),
      () => call('/text', { signal: AbortSignal.abort('my reason') }),
      () => call('/text', { signal: {} }),
      () => call('ftp://127.0.0.1/'),
      () => call('unknown:thing'),
    ];
    for (const attempt of attempts) {
      try {
        const promise = attempt();
        log(promise instanceof Promise, Object.getPrototypeOf(promise) === Promise.prototype);
        log(await promise);
      } catch (error) {
        log(error, error instanceof TypeError);
      }
    }
  },
  'getters and iterables of the page run once, and in order': {
    page: async (log) => {
      const init = new Proxy(
        {},
        {
          get: (_, key) => {
            log('get', String(key));
            return key === 'method' ? 'POST' : key === 'body' ? 'proxied' : undefined;
          },
        },
      );
      log(await (await fetch('/echo', init)).text());
      const own = {
        get method() {
          log('own method');
          return 'POST';
        },
        get body() {
          log('own body');
          return 'own';
        },
        headers: {
          *[Symbol.iterator]() {
            log('iterated');
            yield ['x-a', 'b'];
          },
        },
      } as unknown as RequestInit;
      log(await (await fetch('/echo', own)).text());
      let asked = 0;
      const url = {
        toString() {
          asked++;
          return '/text';
        },
      };
      log(await (await fetch(url as unknown as string)).text(), asked);
      class Base {
        get method() {
          log('inherited method');
          return 'PUT';
        }
      }
      log(await (await fetch('/echo', new Base())).text());
      log(await (await fetch('/echo', Object.create({ method: 'PUT', body: 'plain' }))).text());
    },
  },
  'errors nobody handles reach unhandledrejection': async (log) => {
    void fetch('http://[bad');
    void fetch('/cut');
    const controller = new AbortController();
    const aborted = fetch('/hang', { signal: controller.signal });
    addEventListener('unhandledrejection', (event) => {
      log('own', event.promise === aborted, event.promise instanceof Promise);
    });
    controller.abort();
    await new Promise((done) => setTimeout(done, 100));
    void (await fetch('/bad-json')).json().catch(() => log('caught'));
    void (await fetch('/stream?cut')).text();
    await new Promise((done) => setTimeout(done, 250));
    const reader = (await fetch('/stream?cut')).body?.getReader();
    await reader?.read();
    await new Promise((done) => setTimeout(done, 200));
    void reader?.read();
    void reader?.closed.catch(() => {});
    await new Promise((done) => setTimeout(done, 50));
  },
  'errors that are handled do not': async (log) => {
    fetch('http://[bad').catch((error) => log('catch', error));
    fetch('/cut').then(undefined, (error) => log('then', error));
    await fetch('/cut').catch((error) => log('awaited', error));
    const late = fetch('/cut');
    await Promise.allSettled([late]);
    await late.catch((error) => log('late', error));
  },
  'aborts: before the head, with a reason, by time-out, in the body': {
    page: async (log) => {
      const attempt = async (what: () => Promise<unknown>) => {
        try {
          log(await what());
        } catch (error) {
          log(error, error instanceof DOMException);
        }
      };
      const first = new AbortController();
      setTimeout(() => first.abort(), 20);
      await attempt(() => fetch('/hang', { signal: first.signal }));
      const second = new AbortController();
      setTimeout(() => second.abort({ mine: 1 }), 20);
      await attempt(() => fetch('/hang', { signal: second.signal }));
      await attempt(() => fetch('/hang', { signal: AbortSignal.timeout(20) }));
      const inBody = async (read: (response: Response) => Promise<unknown>, reason?: unknown) => {
        const controller = new AbortController();
        const response = await fetch('/stream?hold', { signal: controller.signal });
        setTimeout(() => controller.abort(reason), 30);
        await attempt(() => read(response));
        log(response.bodyUsed, response.body?.locked);
      };
      await inBody((response) => response.text());
      await inBody((response) => response.json());
      await inBody((response) => response.arrayBuffer(), 'enough');
      await inBody((response) => response.blob());
      const request = new Request('/hang', { signal: AbortSignal.timeout(20) });
      await attempt(() => fetch(request));
    },
    told: [
      '1 connecting fetch GET /hang',
      '1 aborted',
      '2 connecting fetch GET /hang',
      '2 aborted',
      '3 connecting fetch GET /hang',
      '3 aborted',
      ...[4, 5, 6, 7].flatMap((connection) => [
        `${connection} connecting fetch GET /stream?hold`,
        `${connection} opened 200`,
        `${connection} aborted`,
      ]),
      '8 connecting fetch GET /hang',
      '8 aborted',
    ],
  },
  'network errors: before the head, in the body': {
    page: async (log) => {
      const attempt = async (what: () => Promise<unknown>) => {
        try {
          log(await what());
        } catch (error) {
          log(error);
        }
      };
      await attempt(() => fetch('/cut'));
      await attempt(async () => (await fetch('/stream?cut')).text());
      await attempt(async () => (await fetch('/stream?cut')).json());
      await attempt(async () => (await fetch('/stream?cut')).formData());
    },
    told: [
      '1 connecting fetch GET /cut',
      '1 failed Failed to fetch',
      ...[2, 3, 4].flatMap((connection) => [
        `${connection} connecting fetch GET /stream?cut`,
        `${connection} opened 200`,
        `${connection} failed Failed to fetch`,
      ]),
    ],
  },
  'bodies used twice, locked or foreign': async (log) => {
    const attempt = async (what: () => unknown) => {
      try {
        log(await what());
      } catch (error) {
        log(error);
      }
    };
    const names = ['text', 'json', 'arrayBuffer', 'bytes', 'blob', 'formData'] as const;
    for (const name of names) {
      const used = await fetch('/text');
      await used.text();
      await attempt(() => used[name]());
      const locked = await fetch('/text');
      const reader = locked.body?.getReader();
      await attempt(() => locked[name]());
      await reader?.cancel();
      reader?.releaseLock();
      await attempt(() => locked[name]());
      await attempt(() => Response.prototype[name].call({} as Response));
      await attempt(() => new Response('own {}')[name]());
      log(Response.prototype[name].name, Response.prototype[name].length);
    }
    const used = await fetch('/text');
    await used.text();
    await attempt(() => used.clone());
    log(used.body?.locked, used.bodyUsed);
    await attempt(() => Response.prototype.clone.call({} as Response));
    await attempt(() => new Response(null, { status: 204 }).json());
    await attempt(() => new (Response as unknown as new (...a: unknown[]) => Response)('x', 5));
    await attempt(() => new Response('x', { status: 99 }));
    await attempt(() => (Response as unknown as () => void)());
    await attempt(() => (Request as unknown as () => void)());
    await attempt(() => new Request('http://[bad'));
    await attempt(() => Response.json({ a: 1 }).json());
    await attempt(() => Response.error().type);
    const getter = Object.getOwnPropertyDescriptor(Response.prototype, 'body')?.get;
    await attempt(() => getter?.call({}));
    log(getter?.name, getter?.length, String(getter));
  },
  'microtasks run in the order in which things happened': async (log) => {
    const order: string[] = [];
    const response = fetch('/text').then((made) => {
      order.push('head');
      return made.text().then(() => order.push('body'));
    });
    Promise.resolve().then(() => order.push('first microtask'));
    setTimeout(() => order.push('task'), 0);
    await response;
    fetch('http://[bad').catch(() => order.push('bad'));
    Promise.resolve().then(() => order.push('after bad'));
    await new Promise((done) => setTimeout(done, 10));
    fetch('/text', { signal: AbortSignal.abort() }).catch(() => order.push('aborted'));
    Promise.resolve().then(() => order.push('after aborted'));
    await new Promise((done) => setTimeout(done, 10));
    log(order.filter((each) => each !== 'task').join());
  },
});
