import { complies } from './compliance.ts';
import { CHUNKS } from './server.ts';

const text = 'plain €😀';

complies({
  'a text response: every event, in order': {
    page: async (log) => {
      const xhr = new XMLHttpRequest();
      const types = [
        'readystatechange',
        'loadstart',
        'progress',
        'load',
        'loadend',
        'error',
        'abort',
      ];
      for (const type of types) {
        xhr.addEventListener(type, function (this: unknown, event) {
          const { loaded, lengthComputable } = event as ProgressEvent;
          log(type, this === xhr, event.isTrusted, xhr.readyState, loaded, lengthComputable);
        });
      }
      xhr.onload = () => log('onload', xhr.responseText, xhr.response, xhr.responseType);
      log(xhr.readyState, xhr.open('get', '/text'), xhr.readyState);
      log(xhr.setRequestHeader('X-Mine', 'yes'), xhr.send('ignored'));
      await new Promise((done) => xhr.addEventListener('loadend', done));
      log(xhr.status, xhr.statusText, xhr.responseURL.endsWith('/text'));
      log(xhr.getResponseHeader('x-one'), xhr.getAllResponseHeaders().includes('x-one: first\r\n'));
      log(Object.keys(xhr), String(xhr), xhr.upload instanceof XMLHttpRequestUpload);
    },
    told: [
      '1 connecting xhr GET /text',
      '1 opened 200',
      `1 received response 13 ${JSON.stringify(text)}`,
      '1 closed',
    ],
  },
  'responses of every type': {
    page: async (log) => {
      for (const type of ['', 'text', 'arraybuffer', 'blob', 'json', 'document'] as const) {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', type === 'json' ? '/json' : '/text');
        xhr.responseType = type;
        xhr.send();
        await new Promise((done) => xhr.addEventListener('loadend', done));
        const { response } = xhr;
        log(type, Object.prototype.toString.call(response), xhr.response === response);
        if (response instanceof ArrayBuffer) log([...new Uint8Array(response)].join());
        if (response instanceof Blob) log(await response.text(), response.type);
        if (type === 'json') log(response);
        try {
          log(xhr.responseText);
        } catch (error) {
          log(error);
        }
      }
    },
    told: [
      ...[1, 2].flatMap((connection) => [
        `${connection} connecting xhr GET /text`,
        `${connection} opened 200`,
        `${connection} received response 13 ${JSON.stringify(text)}`,
        `${connection} closed`,
      ]),
      '3 connecting xhr GET /text',
      '3 opened 200',
      `3 received response 13 bytes ${Buffer.from(text).toString('base64')}`,
      '3 closed',
      '4 connecting xhr GET /text',
      '4 opened 200',
      '4 received response 13 pending',
      '4 closed',
      '5 connecting xhr GET /json',
      '5 opened 200',
      '5 received response 63 missing responseType json',
      '5 closed',
      '6 connecting xhr GET /text',
      '6 opened 200',
      '6 received response 13 missing responseType document',
      '6 closed',
      `4 payload of 0 13 bytes ${Buffer.from(text).toString('base64')}`,
    ],
  },
  'request bodies of every kind, and one object for all': {
    page: async (log) => {
      const xhr = new XMLHttpRequest();
      const bytes = new Uint8Array([65, 66, 67]);
      const bodies = [
        'text €',
        new URLSearchParams({ a: '1 2' }),
        bytes.subarray(1),
        bytes.buffer,
        new Blob(['blob']),
        null,
        undefined,
        document,
      ];
      for (const body of bodies) {
        xhr.open('POST', '/echo');
        xhr.send(body as string);
        await new Promise((done) => xhr.addEventListener('loadend', done, { once: true }));
        log(xhr.responseText);
      }
    },
  },
  'a stream of events, as it grows': {
    page: async (log) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/stream');
      xhr.send();
      await new Promise((done) => xhr.addEventListener('loadend', done));
      log(xhr.responseText);
    },
    told: [
      '1 connecting xhr GET /stream',
      '1 opened 200',
      ...CHUNKS.map(
        (chunk) => `1 received chunk ${Buffer.byteLength(chunk)} ${JSON.stringify(chunk)}`,
      ),
      '1 closed',
    ],
  },
  'any other text in pieces is one response': {
    page: async (log) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/stream?type=text/plain');
      xhr.send();
      await new Promise((done) => xhr.addEventListener('loadend', done));
      log(xhr.responseText);
    },
    told: [
      '1 connecting xhr GET /stream?type=text/plain',
      '1 opened 200',
      `1 received response 46 ${JSON.stringify(CHUNKS.join(''))}`,
      '1 closed',
    ],
  },
  'errors, aborts, time-outs': {
    page: async (log) => {
      const attempt = async (path: string, act: (xhr: XMLHttpRequest) => void) => {
        const xhr = new XMLHttpRequest();
        for (const type of ['readystatechange', 'error', 'abort', 'timeout', 'load', 'loadend']) {
          xhr.addEventListener(type, () => log(type, xhr.readyState, xhr.status));
        }
        xhr.open('GET', path);
        act(xhr);
        xhr.send();
        await new Promise((done) => xhr.addEventListener('loadend', done));
        log(xhr.readyState, xhr.responseText, xhr.responseURL);
      };
      await attempt('/cut', () => {});
      await attempt('/stream?cut', () => {});
      await attempt('/hang', (xhr) => setTimeout(() => xhr.abort(), 20));
      await attempt('/stream?hold', (xhr) => {
        xhr.onprogress = () => xhr.abort();
      });
      await attempt('/hang', (xhr) => {
        xhr.timeout = 30;
      });
      await attempt('/stream?hold&type=application/json', (xhr) => {
        xhr.onprogress = () => xhr.abort();
      });
    },
    told: [
      '1 connecting xhr GET /cut',
      '1 failed',
      '2 connecting xhr GET /stream?cut',
      '2 opened 200',
      ...CHUNKS.map(
        (chunk) => `2 received chunk ${Buffer.byteLength(chunk)} ${JSON.stringify(chunk)}`,
      ),
      '2 failed',
      '3 connecting xhr GET /hang',
      '3 aborted',
      '4 connecting xhr GET /stream?hold',
      '4 opened 200',
      '4 received chunk 11 "data: one\\n\\n"',
      '4 aborted',
      '5 connecting xhr GET /hang',
      '5 failed timeout',
      '6 connecting xhr GET /stream?hold&type=application/json',
      '6 opened 200',
      '6 received chunk 11 "data: one\\n\\n"',
      '6 aborted',
    ],
  },
  'a text that breaks off, as far as the page read it': {
    page: async (log) => {
      for (const part of ['responseText', 'response'] as const) {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', '/stream?hold&type=application/json');
        xhr.send();
        while (!xhr[part].includes('three')) await new Promise((done) => setTimeout(done, 5));
        xhr.timeout = 1;
        await new Promise((done) => xhr.addEventListener('loadend', done));
        log(xhr.status, xhr.responseText);
      }
    },
    told: [1, 2].flatMap((connection) => [
      `${connection} connecting xhr GET /stream?hold&type=application/json`,
      `${connection} opened 200`,
      `${connection} received chunk 46 ${JSON.stringify(CHUNKS.join(''))}`,
      `${connection} failed timeout`,
    ]),
  },
  'opened again while a text comes': {
    page: async (log) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/stream?hold&type=application/json');
      xhr.send();
      await new Promise((done) => xhr.addEventListener('progress', done, { once: true }));
      xhr.open('GET', '/text');
      log(xhr.readyState, xhr.responseText);
      xhr.send();
      await new Promise((done) => xhr.addEventListener('loadend', done));
      log(xhr.responseText);
    },
    told: [
      '1 connecting xhr GET /stream?hold&type=application/json',
      '1 opened 200',
      '1 received chunk 11 "data: one\\n\\n"',
      '1 aborted',
      '2 connecting xhr GET /text',
      '2 opened 200',
      `2 received response 13 ${JSON.stringify(text)}`,
      '2 closed',
    ],
  },
  'synchronous requests': {
    page: (log) => {
      const xhr = new XMLHttpRequest();
      xhr.onreadystatechange = () => log('readystatechange', xhr.readyState);
      xhr.onload = () => log('load', xhr.responseText);
      xhr.open('POST', '/echo', false);
      log(xhr.send('sync'), xhr.status, xhr.responseText);
      try {
        xhr.open('GET', '/cut', false);
        xhr.send();
      } catch (error) {
        log(error, error instanceof DOMException);
      }
      log(xhr.readyState, xhr.status);
    },
  },
  'opened again: while on its way, and in its own handlers': {
    page: async (log) => {
      const xhr = new XMLHttpRequest();
      xhr.onabort = () => log('abort: never');
      xhr.open('GET', '/hang');
      xhr.send();
      xhr.open('GET', '/text');
      xhr.send();
      let times = 0;
      await new Promise<void>((done) => {
        xhr.onreadystatechange = () => {
          if (xhr.readyState !== 4) return;
          log(xhr.responseText);
          times++;
          if (times === 3) return done();
          xhr.open('GET', `/status?code=20${times}`);
          xhr.send();
        };
      });
    },
    told: [
      '1 connecting xhr GET /hang',
      '1 aborted',
      '2 connecting xhr GET /text',
      '2 opened 200',
      `2 received response 13 ${JSON.stringify(text)}`,
      '2 closed',
      '3 connecting xhr GET /status?code=201',
      '3 opened 201',
      '3 received response 4 "body"',
      '3 closed',
      '4 connecting xhr GET /status?code=202',
      '4 opened 202',
      '4 received response 4 "body"',
      '4 closed',
    ],
  },
  'redirects and empty answers': {
    page: async (log) => {
      for (const path of ['/redirect', '/status?code=204', '/status?code=500', '/empty']) {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', path);
        xhr.send();
        await new Promise((done) => xhr.addEventListener('load', done));
        log(xhr.status, xhr.responseText, xhr.responseURL.split('/').pop());
      }
    },
    told: [
      '1 connecting xhr GET /redirect',
      '1 opened 200 /text',
      `1 received response 13 ${JSON.stringify(text)}`,
      '1 closed',
      '2 connecting xhr GET /status?code=204',
      '2 opened 204',
      '2 received response 0 ""',
      '2 closed',
      '3 connecting xhr GET /status?code=500',
      '3 opened 500',
      '3 received response 4 "body"',
      '3 closed',
      '4 connecting xhr GET /empty',
      '4 opened 200',
      '4 received response 0 ""',
      '4 closed',
    ],
  },
  exceptions: async (log) => {
    const { prototype } = XMLHttpRequest;
    const attempt = (what: () => unknown) => {
      try {
        log('returned', what());
      } catch (error) {
        log(error, error instanceof DOMException);
      }
    };
    type Loose = Record<'open' | 'send' | 'setRequestHeader', (...args: unknown[]) => unknown>;
    const xhr = new XMLHttpRequest();
    const loose = xhr as unknown as Loose;
    attempt(() => xhr.send());
    attempt(() => xhr.setRequestHeader('a', 'b'));
    attempt(() => loose.open());
    attempt(() => loose.open('GET'));
    attempt(() => xhr.open('bad method', '/text'));
    attempt(() => xhr.open('TRACE', '/text'));
    attempt(() => xhr.open('GET', 'http://[bad'));
    attempt(() => prototype.open.call({} as XMLHttpRequest, 'GET', '/text', true));
    attempt(() => prototype.send.call({} as XMLHttpRequest));
    attempt(() => xhr.open('GET', '/text'));
    attempt(() => xhr.setRequestHeader('bad name', 'x'));
    attempt(() => loose.setRequestHeader('a'));
    attempt(() => loose.send(Symbol('body')));
    attempt(() => xhr.send());
    attempt(() => xhr.send());
    attempt(() => xhr.setRequestHeader('a', 'b'));
    attempt(() => (XMLHttpRequest as unknown as () => void)());
    await new Promise((done) => xhr.addEventListener('loadend', done));
    let asked = 0;
    const odd = {
      toString() {
        asked++;
        return asked === 1 ? 'POST' : '/echo';
      },
    };
    attempt(() => loose.open(odd, odd));
    attempt(() => loose.setRequestHeader('x', odd));
    attempt(() => loose.send(odd));
    await new Promise((done) => xhr.addEventListener('loadend', done));
    log(asked, xhr.responseText);
  },
  'subclasses and events the page makes': async (log) => {
    class Mine extends XMLHttpRequest {
      readonly own = 1;
      override open(method: string, url: string) {
        log('my open');
        super.open(method, url, true);
      }
    }
    const mine = new Mine();
    log(mine instanceof XMLHttpRequest, mine.own, mine.constructor === Mine, Mine.DONE);
    mine.open('GET', '/text');
    mine.send();
    mine.dispatchEvent(new ProgressEvent('load'));
    mine.dispatchEvent(new Event('readystatechange'));
    await new Promise((done) => mine.addEventListener('loadend', done));
    log(mine.responseText);
  },
});
