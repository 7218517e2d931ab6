import { BATCH, COMMAND, type Command, HELLO, READY } from '../contract/channel.ts';
import {
  addEventListener,
  dispatchEvent,
  parse,
  removeEventListener,
  uncurryGetter,
} from './natives.ts';

const NativeMessageEvent = MessageEvent;
const NativeMessageChannel = MessageChannel;
const dataOf = uncurryGetter<unknown>(MessageEvent.prototype, 'data');
const port2Of = uncurryGetter<MessagePort>(MessageChannel.prototype, 'port2');

/** The page's end of the private channel. */
export interface Channel {
  /** Hands a batch to the relay, at once. */
  send(batch: string): void;
  /** Says hello to a relay that is there already; one that comes later asks for it. */
  open(): void;
  close(): void;
}

/**
 * Makes the private channel (see contract/channel.ts). Nothing is posted: both worlds hold the same
 * port and dispatch events on it, so that nothing shows in the page's own `message` events.
 */
export function createChannel(globals: Window, onCommand: (command: Command) => void): Channel {
  const port = port2Of(new NativeMessageChannel());
  const hello = (): void => {
    const init = { __proto__: null, ports: [port] };
    dispatchEvent(globals, new NativeMessageEvent(HELLO, init));
  };
  const close = (): void => {
    removeEventListener(globals, READY, hello);
    removeEventListener(port, COMMAND, obey);
  };
  const obey = (event: Event): void => {
    const command = parse(dataOf(event) as string) as Command;
    // Once the panel answers, no other relay is wanted.
    if (command.kind === 'welcome') removeEventListener(globals, READY, hello);
    onCommand(command);
  };
  addEventListener(port, COMMAND, obey);
  return {
    send: (batch) => {
      const init = { __proto__: null, data: batch };
      dispatchEvent(port, new NativeMessageEvent(BATCH, init));
    },
    open: () => {
      addEventListener(globals, READY, hello);
      hello();
    },
    close,
  };
}
