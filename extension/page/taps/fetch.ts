import type { Headers as HeaderList } from '../../contract/words.ts';
import { withoutFragment } from '../address.ts';
import type { Connection } from '../connection.ts';
import { endOf } from '../failure.ts';
import { headersOf } from '../headers.ts';
import { apply, uncurryGetter } from '../natives.ts';
import { patchMethod, type Undo, undoBoth } from '../patch.ts';
import { mirror } from '../promises.ts';
import type { Reporter } from '../reporter.ts';
import { BodyRecord } from './body-record.ts';
import { type RequestFacts, RequestReader, tapRequest } from './request-facts.ts';
import { tapResponses } from './response-bodies.ts';
import { tapPipes } from './response-pipes.ts';
import { tapReaders } from './response-readers.ts';
import { TrackedBodies } from './tracked-bodies.ts';

/**
 * Taps `fetch`, and the bodies of the responses it brings as the page reads them. A body that the
 * page never reads is not read by us: its connection is reported as opened, and no more; the
 * browser's own log knows how it ended. https://fetch.spec.whatwg.org/
 */
export function tapFetch(globals: Window & typeof globalThis, reporter: Reporter): Undo {
  const requests = new RequestReader(globals);
  const bodies = new TrackedBodies(globals);
  const respond = responder(globals, bodies);
  const fetch = patchMethod(globals, ['fetch'], (native, self, args) => {
    const promise = apply(native, self, args) as Promise<Response>;
    const begun = reporter.observe(() => begin(requests, args, reporter));
    // A call that failed at once needs no watching: the page has the browser's own promise.
    if (begun === undefined) return promise;
    return mirror(
      promise,
      (response) => reporter.observe(() => respond(response, begun)),
      (reason) => reporter.observe(() => fail(reason, begun)),
    );
  });
  const request = tapRequest(globals, reporter, requests);
  // Pipes come before readers, as they use native ones themselves.
  const pipes = tapPipes(globals, reporter, bodies);
  const readers = tapReaders(globals, reporter, bodies);
  const responses = tapResponses(globals, reporter, bodies);
  return undoBoth(undoBoth(fetch, request), undoBoth(pipes, undoBoth(readers, responses)));
}

/** A call on its way. */
interface Begun {
  readonly facts: RequestFacts;
  readonly connection: Connection;
}

function begin(requests: RequestReader, args: unknown[], reporter: Reporter): Begun | undefined {
  const facts = args.length === 0 ? undefined : requests.read(args[0], args[1]);
  if (facts === undefined) return undefined;
  const connection = reporter.connect({ transport: 'fetch', ...facts.connecting });
  if (facts.body) connection.message({ direction: 'sent', type: 'request' }, facts.body);
  return { facts, connection };
}

function fail(reason: unknown, { facts, connection }: Begun): void {
  const { state, ...error } = endOf(reason, facts.signal);
  connection.closed(state, error);
}

type Respond = (response: Response, begun: Begun) => void;

function responder(globals: typeof globalThis, bodies: TrackedBodies): Respond {
  const { prototype } = globals.Response;
  const status = uncurryGetter<number>(prototype, 'status');
  const statusText = uncurryGetter<string>(prototype, 'statusText');
  const headers = uncurryGetter<Headers>(prototype, 'headers');
  const url = uncurryGetter<string>(prototype, 'url');
  const type = uncurryGetter<ResponseType>(prototype, 'type');

  return (response, { facts, connection }) => {
    const isOpaque = type(response) === 'opaque';
    const isRedirect = type(response) === 'opaqueredirect';
    const finalUrl = url(response);
    const isElsewhere = finalUrl !== '' && finalUrl !== withoutFragment(facts.connecting.url);
    const head = headersOf(headers(response));
    // What the browser hides from the page, a status of 0, is not what was on the wire.
    connection.opened({
      ...(!isOpaque &&
        !isRedirect && {
          status: status(response),
          statusText: statusText(response),
          headers: head,
        }),
      ...(isElsewhere && { url: finalUrl }),
    });
    if (bodies.hasBody(response) && !isBodyless(facts.connecting.method, head)) {
      bodies.track(response, new BodyRecord(connection, facts.signal));
    } else if (!isOpaque) {
      const nothing = { kind: 'text', text: '' } as const;
      if (!isRedirect) connection.message({ direction: 'received', type: 'response' }, nothing);
      connection.closed('closed');
    }
  };
}

/** Whether the head says that nothing follows: pages seldom read such a body, nor need they. */
function isBodyless(method: string | undefined, head: HeaderList): boolean {
  if (method === 'HEAD') return true;
  for (let at = 0; at < head.length; at++) {
    if (head[at]?.[0] === 'content-length') return head[at]?.[1] === '0';
  }
  return false;
}
