import type { Command } from '../contract/channel.ts';
import { createChannel } from './channel.ts';
import { addEventListener, removeEventListener } from './natives.ts';
import { Outbox } from './outbox.ts';
import { patchSourceText, type Undo, undoBoth } from './patch.ts';
import { Reporter } from './reporter.ts';
import { schedule } from './schedule.ts';
import { TAPS } from './taps/all.ts';

/**
 * Puts the taps into the page. Events are held until the panel says welcome; when nobody listens,
 * everything is undone.
 */
export function start(globals: Window & typeof globalThis): void {
  let isDown = false;
  let undo: Undo = () => {};
  const channel = createChannel(globals, (command) => obey(command));
  const outbox = new Outbox({ send: channel.send, schedule });
  const reporter = new Reporter(outbox);

  const standDown = (): void => {
    isDown = true;
    undo();
    reporter.standDown();
    outbox.close();
    channel.close();
  };
  const obey = (command: Command): void => {
    switch (command.kind) {
      case 'welcome':
        outbox.open();
        break;
      case 'acknowledge':
        outbox.acknowledge(command.next);
        break;
      case 'stand-down':
        standDown();
        break;
      default:
        command satisfies never;
    }
  };

  // A relay that already serves another instance in this document refuses at once.
  channel.open();
  if (isDown) return;
  undo = undoBoth(hurryAtTheEnd(globals, outbox), patchAll(globals, reporter));
}

/** The document may be gone before a timer fires; one that comes back has time again. */
function hurryAtTheEnd(globals: Window, outbox: Outbox): Undo {
  const hurry = (): void => outbox.hurry(true);
  const rest = (): void => outbox.hurry(false);
  addEventListener(globals, 'pagehide', hurry, true);
  addEventListener(globals, 'pageshow', rest, true);
  return () => {
    removeEventListener(globals, 'pagehide', hurry, true);
    removeEventListener(globals, 'pageshow', rest, true);
  };
}

function patchAll(globals: Window & typeof globalThis, reporter: Reporter): Undo {
  let undo = patchSourceText(globals.Function.prototype);
  for (let at = 0; at < TAPS.length; at++) {
    const tap = TAPS[at];
    reporter.observe(() => {
      // An API that the page took away or replaced by something else cannot be tapped.
      if (tap !== undefined) undo = undoBoth(undo, tap(globals, reporter));
    });
  }
  return undo;
}
