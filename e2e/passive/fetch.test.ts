import { complies } from './compliance.ts';

complies({
  'whole bodies in every form': {
    page: async (log) => {
      const response = await fetch('/text');
      log(response instanceof Response, response.status, response.url.length, response.type);
      log([...response.headers.keys()].length > 2, response.bodyUsed);
      const reading = response.text();
      log(response.bodyUsed, reading instanceof Promise, Object.keys(reading));
      log(await reading, response.bodyUsed);
      log(await (await fetch('/json')).json());
      log([...new Uint8Array(await (await fetch('/bytes')).arrayBuffer())].length);
      const bytes = await (await fetch('/text')).bytes();
      log(bytes instanceof Uint8Array, bytes.length);
      const blob = await (await fetch('/text')).blob();
      log(blob.size, blob.type, await blob.text());
      const form = await (await fetch('/form')).formData();
      log([...form.entries()].join());
    },
    told: [
      '1 connecting fetch GET /text',
      '1 opened 200',
      '1 received response 13 "plain €😀"',
      '1 closed',
      '2 connecting fetch GET /json',
      '2 opened 200',
      `2 received response 63 ${JSON.stringify('{"hello":"wörld","list":[1,2,3],"__proto__":{"x":1},"n":1e400}')}`,
      '2 closed',
      '3 connecting fetch GET /bytes',
      '3 opened 200',
      `3 received response 256 bytes ${Buffer.from(Array.from({ length: 256 }, (_, at) => at)).toString('base64')}`,
      '3 closed',
      '4 connecting fetch GET /text',
      '4 opened 200',
      `4 received response 13 bytes ${Buffer.from('plain €😀').toString('base64')}`,
      '4 closed',
      '5 connecting fetch GET /text',
      '5 opened 200',
      '5 received response 13 pending',
      '5 closed',
      '6 connecting fetch GET /form',
      '6 opened 200',
      '6 received response 0 missing FormData',
      '6 closed',
      `5 payload of 0 13 bytes ${Buffer.from('plain €😀').toString('base64')}`,
    ],
  },
  'json: values, exceptions, byte order marks': async (log) => {
    const value = await (await fetch('/json')).json();
    log(value.n, Object.hasOwn(value, '__proto__'), Array.isArray(value.list));
    // The browser's own prefix comes and goes with the moment at which the body arrives.
    const prefix = "Failed to execute 'json' on 'Response': ";
    for (const path of ['/bad-json', '/empty', '/bom', '/text', '/status?code=204', '/stream']) {
      try {
        log(await (await fetch(path)).json());
      } catch (error) {
        const { name, message } = error as Error;
        log(path, name, message.replace(prefix, ''), error instanceof SyntaxError);
      }
    }
    log(await (await fetch('/bom')).text());
  },
  'statuses, empty bodies and redirects': {
    page: async (log) => {
      for (const code of [204, 404, 500]) {
        const response = await fetch(`/status?code=${code}`);
        log(response.status, response.ok, response.statusText, response.body === null);
        log(await response.text(), response.bodyUsed);
      }
      const redirected = await fetch('/redirect#there');
      log(redirected.redirected, redirected.url.endsWith('/text'), await redirected.text());
      const kept = await fetch('/redirect', { redirect: 'manual' });
      log(kept.type, kept.status, kept.body === null);
      const head = await fetch('/text', { method: 'head' });
      log(head.status, await head.text());
      log((await fetch('/text', { method: 'HEAD' })).status);
      log((await fetch('/empty')).status);
    },
    told: [
      '1 connecting fetch GET /status?code=204',
      '1 opened 204',
      '1 received response 0 ""',
      '1 closed',
      '2 connecting fetch GET /status?code=404',
      '2 opened 404',
      '2 received response 4 "body"',
      '2 closed',
      '3 connecting fetch GET /status?code=500',
      '3 opened 500',
      '3 received response 4 "body"',
      '3 closed',
      '4 connecting fetch GET /redirect#there',
      '4 opened 200 /text',
      '4 received response 13 "plain €😀"',
      '4 closed',
      '5 connecting fetch GET /redirect',
      '5 opened',
      '5 closed',
      '6 connecting fetch HEAD /text',
      '6 opened 200',
      '6 received response 0 ""',
      '6 closed',
      '7 connecting fetch HEAD /text',
      '7 opened 200',
      '7 received response 0 ""',
      '7 closed',
      '8 connecting fetch GET /empty',
      '8 opened 200',
      '8 received response 0 ""',
      '8 closed',
    ],
  },
  'request bodies of every kind': {
    page: async (log) => {
      const bytes = new Uint8Array([65, 66, 67, 68]);
      const bodies: BodyInit[] = [
        'text €',
        new URLSearchParams({ a: '1 2' }),
        bytes,
        bytes.subarray(1, 3),
        bytes.buffer,
        new DataView(bytes.buffer, 2),
        new Blob(['blob']),
        42 as unknown as string,
      ];
      for (const body of bodies) {
        const response = fetch('/echo', { method: 'post', body });
        log(await (await response).text());
      }
      const form = new FormData();
      form.append('a', 'b');
      log(await (await fetch('/text', { method: 'PUT', body: form })).text());
      const request = new Request('/echo', { method: 'POST', body: 'kept' });
      const copy = request.clone();
      log(await (await fetch(request)).text(), request.bodyUsed);
      log(await (await fetch(new Request(copy))).text(), copy.bodyUsed);
      log(await (await fetch(new Request('/echo', { method: 'PATCH' }), { body: 'b' })).text());
    },
    told: [
      ...[
        '"text €"',
        '"a=1+2"',
        'bytes QUJDRA==',
        'bytes QkM=',
        'bytes QUJDRA==',
        'bytes Q0Q=',
      ].flatMap((body, at) => echo(at + 1, 'POST', [8, 5, 4, 2, 4, 2][at] ?? 0, body)),
      '7 connecting fetch POST /echo',
      '7 sent request 4 pending',
      '7 opened 200',
      '7 received response 9 "POST:blob"',
      '7 closed',
      ...echo(8, 'POST', 2, '"42"'),
      '9 connecting fetch PUT /text',
      '9 sent request 0 missing FormData',
      '9 opened 200',
      '9 received response 13 "plain €😀"',
      '9 closed',
      ...echo(10, 'POST', 4, '"kept"'),
      ...echo(11, 'POST', 4, '"kept"'),
      ...echo(12, 'PATCH', 1, '"b"'),
      '7 payload of 0 4 bytes YmxvYg==',
    ],
  },
});

function echo(connection: number, method: string, size: number, body: string): string[] {
  const text = body.startsWith('bytes')
    ? Buffer.from(body.slice(6), 'base64').toString()
    : JSON.parse(body);
  return [
    `${connection} connecting fetch ${method} /echo`,
    `${connection} sent request ${size} ${body}`,
    `${connection} opened 200`,
    `${connection} received response ${size + method.length + 1} ${JSON.stringify(`${method}:${text}`)}`,
    `${connection} closed`,
  ];
}
