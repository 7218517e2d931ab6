import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';
import { type Stage, setStage } from './stage.ts';
import { until } from './until.ts';

let stage: Stage;
let foreign: Server;

/** The first script of a frame makes a request at once; `who` names the frame. */
const first = (who: string) =>
  `<script>fetch('http://127.0.0.1:PORT/api/poll/frames?cursor=0&who=${who}', { mode: 'no-cors' })</script>`;

beforeAll(async () => {
  stage = await setStage();
  const port = String(stage.server.port);
  foreign = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(first('cross-site').replace('PORT', port));
  });
  await new Promise<void>((done) => foreign.listen(0, 'localhost', done));
  const { port: foreignPort } = foreign.address() as AddressInfo;
  await stage.page.evaluate(buildFrames, port, first('WHO'), `http://localhost:${foreignPort}/`);
});

afterAll(async () => {
  await stage?.close();
  foreign?.close();
});

/** Runs in the page: one frame of each kind. */
function buildFrames(port: string, script: string, foreignUrl: string): void {
  const html = (who: string) => script.replace('PORT', port).replace('WHO', who);
  const frame = (change: (element: HTMLIFrameElement) => void) => {
    const element = document.createElement('iframe');
    change(element);
    document.body.append(element);
    return element;
  };
  const blank = frame(() => undefined);
  blank.contentDocument?.open();
  blank.contentDocument?.write(html('about-blank'));
  blank.contentDocument?.close();
  frame((element) => {
    element.srcdoc = html('srcdoc');
  });
  frame((element) => {
    element.sandbox.add('allow-scripts');
    element.srcdoc = html('sandboxed');
  });
  frame((element) => {
    element.src = `data:text/html,${encodeURIComponent(html('data'))}`;
  });
  frame((element) => {
    element.src = URL.createObjectURL(new Blob([html('blob')], { type: 'text/html' }));
  });
  frame((element) => {
    element.src = foreignUrl;
  });
}

describe('a frame’s first script', () => {
  it.each(['about-blank', 'srcdoc', 'sandboxed', 'data', 'blob', 'cross-site'])(
    'is already tapped: %s',
    async (who) => {
      const isItsOwn = (url: string) => new URL(url).searchParams.get('who') === who;
      const found = await until(
        async () => linesOf(await stage.log(), 'connection').filter((line) => isItsOwn(line.url)),
        (lines) => lines.length > 0,
      );
      expect(found.map((line) => line.witness)).toEqual(['page']);
    },
  );
});
