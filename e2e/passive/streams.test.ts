import { complies } from './compliance.ts';
import { CHUNKS } from './server.ts';

const STREAM = ['1 connecting fetch GET /stream', '1 opened 200'];
const ALL = CHUNKS.map((chunk) => {
  const bytes = Buffer.from(chunk);
  return `1 received chunk ${bytes.length} bytes ${bytes.toString('base64')}`;
});
const FIRST = ALL.slice(0, 1);

complies({
  'a reader, chunk by chunk': {
    page: async (log) => {
      const response = await fetch('/stream');
      const { body } = response;
      log(response.body === body, response.body?.locked, response.bodyUsed);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      log(reader instanceof ReadableStreamDefaultReader, response.body?.locked, response.bodyUsed);
      for (;;) {
        const result = await reader.read();
        log(Object.keys(result).join(), result.done, new TextDecoder().decode(result.value));
        if (result.done) break;
      }
      log(response.bodyUsed, await reader.closed, await reader.read());
      log(reader.releaseLock(), response.body?.locked);
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'a reader made by its constructor': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const reader = new ReadableStreamDefaultReader(body as ReadableStream<Uint8Array>);
      for (let result = await reader.read(); !result.done; result = await reader.read()) {
        log(result.value.length);
      }
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'reads asked for ahead': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      const reads = [1, 2, 3, 4, 5].map(() => reader.read());
      for (const { done, value } of await Promise.all(reads)) log(done, value?.length);
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  "a byte reader into the page's own buffer": {
    page: async (log) => {
      const { body } = await fetch('/bytes');
      const reader = (body as ReadableStream<Uint8Array>).getReader({ mode: 'byob' });
      let view = new Uint8Array(100);
      for (;;) {
        const { done, value } = await reader.read(view);
        log(done, value?.length, value?.[0], view.length);
        if (done || !value) break;
        view = new Uint8Array(value.buffer);
      }
    },
  },
  'for await, to the end': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      for await (const chunk of body as ReadableStream<Uint8Array>) log(chunk.length);
      log(body?.locked);
      const { prototype } = ReadableStream as unknown as { prototype: { values: unknown } };
      log(prototype.values === (prototype as never)[Symbol.asyncIterator]);
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'for await, left early': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      for await (const chunk of body as ReadableStream<Uint8Array>) {
        log(chunk.length);
        break;
      }
      log(body?.locked);
    },
    told: [...STREAM, ...FIRST, '1 aborted'],
  },
  'for await that keeps the stream for a reader': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const stream = body as ReadableStream<Uint8Array>;
      for await (const chunk of stream.values({ preventCancel: true })) {
        log(chunk.length);
        break;
      }
      const reader = stream.getReader();
      for (let result = await reader.read(); !result.done; result = await reader.read()) {
        log(result.value.length);
      }
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'cancelled by the page': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      log((await reader.read()).value?.length);
      log(await reader.cancel('enough'), (await reader.read()).done, await reader.cancel());
    },
    told: [...STREAM, ...FIRST, '1 aborted'],
  },
  'cancelled without a reader, and when locked': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const reader = body?.getReader();
      await body?.cancel().catch((error) => log(error));
      reader?.releaseLock();
      log(await body?.cancel('done'));
    },
    told: [...STREAM, '1 aborted'],
  },
  'a lock released while a read waits': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const first = (body as ReadableStream<Uint8Array>).getReader();
      log((await first.read()).value?.length);
      const waiting = first.read();
      first.releaseLock();
      await waiting.catch((error) => log(error));
      await first.read().catch((error) => log(error));
      const second = (body as ReadableStream<Uint8Array>).getReader();
      for (let result = await second.read(); !result.done; result = await second.read()) {
        log(result.value.length);
      }
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'cut by the network, aborted by the page': {
    page: async (log) => {
      const attempt = async (path: string, controller: AbortController) => {
        const { body } = await fetch(path, { signal: controller.signal });
        const reader = (body as ReadableStream<Uint8Array>).getReader();
        try {
          for (;;) {
            const { done, value } = await reader.read();
            log(done, value?.length);
            if (value && path.includes('hold')) controller.abort();
          }
        } catch (error) {
          log(error);
        }
        await reader.closed.catch((error) => log('closed', error));
      };
      await attempt('/stream?hold', new AbortController());
      await attempt('/stream?cut', new AbortController());
    },
    told: [
      '1 connecting fetch GET /stream?hold',
      '1 opened 200',
      ...FIRST,
      '1 aborted',
      '2 connecting fetch GET /stream?cut',
      '2 opened 200',
      ...ALL.map((each) => each.replace('1', '2')),
      '2 failed network error',
    ],
  },
  'tee: every byte told once': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const [left, right] = (body as ReadableStream<Uint8Array>).tee();
      const read = async (stream: ReadableStream<Uint8Array>) => {
        const sizes = [];
        for await (const chunk of stream) sizes.push(chunk.length);
        log(sizes.join(), body?.locked);
      };
      await read(left);
      await read(right);
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'clone: one copy cancelled, the other read': {
    page: async (log) => {
      const response = await fetch('/stream');
      const copy = response.clone();
      log(copy instanceof Response, copy.url === response.url, copy.bodyUsed);
      await Promise.race([response.body?.cancel(), new Promise((done) => setTimeout(done, 10))]);
      log(await copy.text(), response.bodyUsed);
    },
    told: [...STREAM, `1 received response 46 ${JSON.stringify(CHUNKS.join(''))}`, '1 closed'],
  },
  'clone: one copy streamed, the other read whole': {
    page: async (log) => {
      const response = await fetch('/stream');
      const copy = response.clone();
      const reader = (copy.body as ReadableStream<Uint8Array>).getReader();
      log((await reader.read()).value?.length);
      log(await response.text());
      for (let result = await reader.read(); !result.done; result = await reader.read()) {
        log(result.value.length);
      }
    },
    told: [
      ...STREAM,
      ...FIRST,
      `1 received chunk 35 bytes ${Buffer.from(CHUNKS.slice(1).join('')).toString('base64')}`,
      '1 closed',
    ],
  },
  'clone: both cancelled': {
    page: async (log) => {
      const response = await fetch('/stream');
      const copy = response.clone();
      await Promise.all([response.body?.cancel(), copy.body?.cancel()]);
      log(response.bodyUsed, copy.bodyUsed);
    },
    told: [...STREAM, '1 aborted'],
  },
  'a new response from the stream': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const wrapped = new Response(body, { status: 201 });
      log(wrapped.status, await wrapped.text(), body?.locked);
    },
    told: [...STREAM, `1 received response 46 ${JSON.stringify(CHUNKS.join(''))}`, '1 closed'],
  },
  'piped through a decoder': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const text = (body as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream());
      log(body?.locked, text instanceof ReadableStream);
      for await (const chunk of text as unknown as ReadableStream<string>) log(chunk);
      log(body?.locked);
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'piped to a sink': {
    page: async (log) => {
      const { body } = await fetch('/stream');
      const sink = new WritableStream({
        write: (chunk) => log('write', chunk.length),
        close: () => log('close'),
      });
      const piping = (body as ReadableStream<Uint8Array>).pipeTo(sink);
      log(body?.locked, sink.locked, piping instanceof Promise);
      log(await piping, body?.locked, sink.locked);
    },
    told: [...STREAM, ...ALL, '1 closed'],
  },
  'pipes that end early': {
    page: async (log) => {
      const pipe = async (sink: WritableStream, options?: StreamPipeOptions) => {
        const { body } = await fetch('/stream');
        try {
          log(await body?.pipeTo(sink, options));
        } catch (error) {
          log(error);
        }
        log(body?.locked, sink.locked);
      };
      const failing = () =>
        new WritableStream({
          write: () => {
            throw new RangeError('sink is full');
          },
          abort: (reason) => log('abort', reason),
        });
      await pipe(failing());
      const controller = new AbortController();
      const aborting = new WritableStream({
        write: () => controller.abort('page says stop'),
        abort: (reason) => log('abort', reason),
      });
      await pipe(aborting, { signal: controller.signal });
      await pipe(failing(), { preventCancel: true });
      await pipe(new WritableStream({ close: () => log('never') }), { preventClose: true });
    },
    told: [
      ...[1, 2].flatMap((connection) => [
        ...STREAM.map((each) => each.replace('1', `${connection}`)),
        ...FIRST.map((each) => each.replace('1', `${connection}`)),
        `${connection} aborted`,
      ]),
      ...STREAM.map((each) => each.replace('1', '3')),
      ...FIRST.map((each) => each.replace('1', '3')),
      ...STREAM.map((each) => each.replace('1', '4')),
      ...ALL.map((each) => each.replace('1', '4')),
      '4 closed',
    ],
  },
  'pipes that are refused': async (log) => {
    const attempt = async (what: () => unknown) => {
      try {
        log(await what());
      } catch (error) {
        log(error);
      }
    };
    const locked = new WritableStream();
    locked.getWriter();
    const options = { signal: 5 } as unknown as StreamPipeOptions;
    const thrower = {
      get preventCancel() {
        throw new RangeError('from the page');
      },
    } as unknown as StreamPipeOptions;
    for (const [target, with_] of [
      [{}, undefined],
      [undefined, undefined],
      [locked, undefined],
      [new WritableStream(), options],
      [new WritableStream(), thrower],
      [new WritableStream(), 7],
      [new WritableStream(), { signal: AbortSignal.abort('before') }],
    ] as unknown as [WritableStream, StreamPipeOptions][]) {
      const { body } = await fetch('/stream');
      await attempt(() => body?.pipeTo(target, with_));
      log(body?.locked);
      const again = await fetch('/stream');
      const pair = { writable: target, readable: new ReadableStream() };
      await attempt(() => String(again.body?.pipeThrough(pair, with_)));
      log(again.body?.locked);
    }
    const { body } = await fetch('/stream');
    await attempt(() => body?.pipeThrough({} as TransformStream));
    log(body?.locked);
    body?.getReader();
    await attempt(() => body?.pipeThrough(new TextDecoderStream() as never));
    await attempt(() => body?.pipeTo(new WritableStream()));
    await attempt(() => body?.getReader());
    await attempt(() => body?.tee());
    await attempt(() => new ReadableStreamDefaultReader(body as ReadableStream));
  },
  'streams of the page itself': async (log) => {
    const make = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue('a');
          controller.enqueue({ b: 1 });
          controller.close();
        },
      });
    for await (const each of make()) log(each);
    const [left, right] = make().tee();
    log((await left.getReader().read()).value, (await right.getReader().read()).value);
    await make().pipeTo(new WritableStream({ write: (chunk) => log(chunk) }));
    log(await make().cancel());
    const names = ['getReader', 'tee', 'cancel', 'pipeTo', 'pipeThrough', 'values'] as const;
    for (const name of names) log(name, String(ReadableStream.prototype[name]));
    log(String(ReadableStreamDefaultReader), String(ReadableStreamBYOBReader));
  },
});
