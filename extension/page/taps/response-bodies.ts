import { apply, parse, uncurry } from '../natives.ts';
import {
  type NativeFunction,
  patchConstructor,
  patchGetter,
  patchMethod,
  type Undo,
  undoBoth,
} from '../patch.ts';
import { type Payload, payloadOf } from '../payload.ts';
import { deferred, mirror, settle } from '../promises.ts';
import type { Reporter } from '../reporter.ts';
import type { BodyCopy } from './body-record.ts';
import type { TrackedBodies } from './tracked-bodies.ts';

type Read = (native: NativeFunction, self: unknown, args: unknown[], copy: BodyCopy) => unknown;

/** Taps every way to have a response's whole body, and the ways to its stream. */
export function tapResponses(
  globals: typeof globalThis,
  reporter: Reporter,
  bodies: TrackedBodies,
): Undo {
  const { prototype } = globals.Response;
  const tapRead = (name: string, read: Read): Undo =>
    patchMethod(prototype, [name], (native, self, args) => {
      const copy = reporter.observe(() => bodies.readable(self));
      return copy === undefined ? apply(native, self, args) : read(native, self, args, copy);
    });
  const whole: Read = (native, self, args, copy) =>
    mirror(
      apply(native, self, args) as Promise<unknown>,
      (value) => reporter.observe(() => copy.record.whole(payloadOf(value) ?? PARSED)),
      (reason) => reporter.observe(() => copy.record.fail(reason)),
    );
  let undo = tapRead('json', jsonReader(globals, reporter));
  for (let at = 0; at < WHOLE.length; at++) undo = undoBoth(undo, tapRead(WHOLE[at] ?? '', whole));
  return undoBoth(undo, tapStreams(globals, reporter, bodies));
}

const WHOLE = ['text', 'arrayBuffer', 'bytes', 'blob', 'formData'] as const;
const PARSED: Payload = { kind: 'missing', reason: 'FormData' };

/**
 * `json()` as `text()` and parsing, so that the text is known. Values are the same, and so are the
 * errors, with one blur: where the whole body is there before the call, the browser may put
 * "Failed to execute 'json' on 'Response'" before the parser's words, and where it is not, it does
 * not. Pages cannot rely on either; they get the words alone.
 */
function jsonReader(globals: typeof globalThis, reporter: Reporter): Read {
  const text = uncurry(globals.Response.prototype.text);
  return (_, self, __, copy) =>
    deferred((resolve, reject) => {
      const failed = (reason: unknown): void => {
        reporter.observe(() => copy.record.fail(reason));
        reject(reason);
      };
      const seen = (read: string): void => {
        reporter.observe(() => copy.record.whole({ kind: 'text', text: read }));
        parseInto(read, resolve, reject);
      };
      settle(text(self), seen, failed);
    });
}

function parseInto(
  text: string,
  resolve: (value: unknown) => void,
  reject: (error: unknown) => void,
): void {
  try {
    resolve(parse(text));
  } catch (error) {
    reject(error);
  }
}

function tapStreams(globals: typeof globalThis, reporter: Reporter, bodies: TrackedBodies): Undo {
  const { prototype } = globals.Response;
  const body = patchGetter(prototype, 'body', (native, self, args) => {
    const stream = apply(native, self, args);
    reporter.observe(() => {
      const copy = bodies.responses.get(self);
      if (copy !== undefined) bodies.streams.set(stream as object, copy);
    });
    return stream;
  });
  const clone = patchMethod(prototype, ['clone'], (native, self, args) => {
    const made = apply(native, self, args);
    reporter.observe(() => {
      const copy = bodies.responses.get(self);
      if (copy !== undefined) bodies.responses.set(made as object, copy.copy());
    });
    return made;
  });
  const construct = patchConstructor(globals, 'Response', (made, args) =>
    reporter.observe(() => {
      const copy = bodies.streams.get(args[0]);
      if (copy !== undefined) bodies.responses.set(made, copy);
    }),
  );
  return undoBoth(body, undoBoth(clone, construct));
}
