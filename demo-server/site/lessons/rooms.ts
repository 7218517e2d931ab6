import { signal } from '@preact/signals';
import { post, report } from '../model/server.ts';
import { ALL_TRANSPORTS } from '../transports/all.ts';
import {
  LANE_DEFAULTS,
  type LaneState,
  type Reception,
  type Transport,
} from '../transports/transport.ts';
import { wait } from '../transports/wait.ts';
import { everyRoom } from './every-room.ts';

const ROOMS = ['red', 'green', 'blue'] as const;
export type Room = (typeof ROOMS)[number];

/** Clients in each room on each side, and words said in each. */
const CLIENTS = 3;
const WORDS = 10;

/** For all to connect, in milliseconds. */
const PATIENCE = 5000;

/** One client: which room it wants, and what it got. */
export interface Member {
  readonly room: Room;
  delivered: number;
  wanted: number;
}

export interface Side {
  readonly kind: 'plain' | 'stomp';
  readonly members: readonly Member[];
}

const nobody = (): Member[] =>
  ROOMS.flatMap((room) =>
    Array.from({ length: CLIENTS }, () => ({ room, delivered: 0, wanted: 0 })),
  );

/** The same words in three rooms: sent to everyone, and by a broker to those subscribed. */
export class Rooms {
  readonly sides = signal<readonly Side[]>([
    { kind: 'plain', members: nobody() },
    { kind: 'stomp', members: nobody() },
  ]);
  readonly isRunning = signal(false);
  private stopping: AbortController | undefined;

  /** @param client name that its connections carry */
  constructor(private readonly client: string) {}

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.isRunning.value = false;
  }

  /** Connects everybody, says the words, and waits until they have arrived. */
  async run(): Promise<void> {
    this.stop();
    const stopping = new AbortController();
    this.stopping = stopping;
    this.isRunning.value = true;
    const plain: Side = { kind: 'plain', members: nobody() };
    const stomp: Side = { kind: 'stomp', members: nobody() };
    const show = () => {
      this.sides.value = [{ ...plain }, { ...stomp }];
    };
    const { signal } = stopping;
    const { client } = this;
    show();
    const patience = wait(PATIENCE, signal);
    // One after another: a browser lets many sockets that connect at once wait for seconds.
    for (const { kind, members } of [plain, stomp]) {
      const transport = kind === 'plain' ? everyRoom(ROOMS) : ALL_TRANSPORTS.stomp;
      for (const member of members)
        await Promise.race([join(transport, member, client, show, signal), patience]);
    }
    // SUBSCRIBE follows CONNECTED: what is said now is said to everybody.
    await wait(200, signal);
    for (let word = 1; word <= WORDS; word += 1)
      for (const room of ROOMS) if (!signal.aborted) await say(room, `word ${word} in ${room}`);
    await wait(500, signal);
    if (this.stopping === stopping) this.stop();
  }
}

async function say(room: Room, text: string): Promise<void> {
  await report(fetch(`/api/topics/room-${room}/messages`, post('POST', { from: 'rooms', text })));
}

/** Resolves when the client is connected. */
function join(
  transport: Transport,
  member: Member,
  client: string,
  show: () => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((connected) => {
    const reception: Reception = {
      client,
      state: ({ kind }: LaneState) => {
        if (kind === 'open') connected();
      },
      request: () => undefined,
      empty: () => undefined,
      payload: () => undefined,
      crossing: () => undefined,
      remark: () => undefined,
      message: ({ topic, from }) => {
        if (from !== 'rooms') return;
        member.delivered += 1;
        if (topic === `room-${member.room}`) member.wanted += 1;
        show();
      },
    };
    transport(`room-${member.room}`, () => LANE_DEFAULTS, reception, signal);
  });
}
