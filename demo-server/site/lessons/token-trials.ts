import { signal } from '@preact/signals';
import { FrameReader } from '../../wire/stomp/decode.ts';
import { asSocketMessage, encodeFrame } from '../../wire/stomp/encode.ts';
import { frame, headerOf } from '../../wire/stomp/frame.ts';
import { post, report } from '../model/server.ts';
import { named } from '../transports/client-name.ts';
import { parsed } from '../transports/reading.ts';
import { socketUrl } from '../transports/reconnecting-socket.ts';
import { wait } from '../transports/wait.ts';
import { onWire } from '../transports/web-socket.ts';

/** What is presented, and at which door. */
export const TOKENS = ['good', 'expired', 'forged', 'missing'] as const;
export type TokenKind = (typeof TOKENS)[number];
export const DOORS = ['header', 'subprotocol', 'connect'] as const;
export type Door = (typeof DOORS)[number];

/** How a door answered, in the protocol's own words. */
export interface Answer {
  readonly isIn: boolean;
  readonly text: string;
}

/** Seconds that the token lasts which is to expire, and milliseconds until it surely has. */
const [SHORT, EXPIRED] = [1, 1200];
/** Milliseconds; a door that is silent for so long is not waited for. */
const PATIENCE = 5000;

/** Every kind of token at every door. */
export class TokenTrials {
  readonly answers = signal<ReadonlyMap<string, Answer>>(new Map());
  readonly isRunning = signal(false);

  /** @param client name that the connections carry */
  constructor(private readonly client: string) {}

  async run(): Promise<void> {
    this.answers.value = new Map();
    this.isRunning.value = true;
    const [good, expired] = await Promise.all([signIn(60), signIn(SHORT)]);
    if (good !== undefined && expired !== undefined) {
      // Signing in sets a cookie as well, which would let those in who bring no token.
      await report(fetch('/api/sign-out', { method: 'POST' }));
      await wait(EXPIRED, new AbortController().signal);
      const tokens = { good, expired, forged: forged(good), missing: undefined };
      for (const kind of TOKENS)
        await Promise.all(DOORS.map((door) => this.knock(kind, door, tokens[kind])));
    }
    this.isRunning.value = false;
  }

  private async knock(kind: TokenKind, door: Door, token: string | undefined): Promise<void> {
    const answer = await KNOCK[door](token, this.client);
    this.answers.value = new Map([...this.answers.value, [trialOf(kind, door), answer]]);
  }
}

/** Name of one trial. */
export function trialOf(kind: TokenKind, door: Door): string {
  return `${kind} ${door}`;
}

/** Signs in for so many seconds; undefined, and said on the page, when that was refused. */
export async function signIn(lifetime: number): Promise<string | undefined> {
  const answer = await report(fetch('/api/sign-in', post('POST', { name: 'learner', lifetime })));
  const value: unknown = answer && parsed(await answer.text());
  const isThere = typeof value === 'object' && value !== null && 'token' in value;
  return isThere && typeof value.token === 'string' ? value.token : undefined;
}

/** The same token with another name in it: its signature is then somebody else's. */
export function forged(token: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const claims = parsed(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  const changed = JSON.stringify({ ...(typeof claims === 'object' ? claims : {}), sub: 'admin' });
  const encoded = btoa(changed).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return [head, encoded, signature].join('.');
}

const KNOCK: Record<Door, (token: string | undefined, client: string) => Promise<Answer>> = {
  header: async (token, client) => {
    const headers = new Headers(token === undefined ? {} : { Authorization: `Bearer ${token}` });
    const path = named('/secure/api/poll/ticker', { client });
    const response = await fetch(path, { headers, credentials: 'omit' });
    const challenge = /error="([^"]+)"/.exec(response.headers.get('WWW-Authenticate') ?? '')?.[1];
    return { isIn: response.ok, text: [response.status, challenge].filter(Boolean).join(' ') };
  },
  subprotocol: (token, client) => {
    const protocols = token === undefined ? [] : [`bearer.${token}`];
    const path = named('/secure/ws?topic=ticker', { client });
    return answerOf(new WebSocket(socketUrl(path), protocols), (socket, done) => {
      socket.onopen = () => done({ isIn: true, text: '101' });
    });
  },
  connect: (token, client) => {
    const path = named('/secure/stomp', { client });
    return answerOf(new WebSocket(socketUrl(path), ['v12.stomp']), (socket, done) => {
      const bearer = token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const];
      const connect = frame('CONNECT', [
        ['accept-version', '1.2'],
        ['host', location.hostname],
        ...bearer,
      ]);
      const reader = new FrameReader();
      const data = asSocketMessage(encodeFrame(connect, '1.0'));
      socket.onopen = () => socket.send(typeof data === 'string' ? data : onWire(data));
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        reader.push(new TextEncoder().encode(data));
        const found = reader.next();
        if (found?.kind !== 'frame') return;
        const { command } = found.frame;
        const said = headerOf(found.frame, 'message') ?? '';
        done({ isIn: command === 'CONNECTED', text: `${command} ${said}`.trim() });
      };
    });
  },
};

/** How a socket answers, and with which code it closes when it does; whoever was let in leaves. */
function answerOf(
  socket: WebSocket,
  listen: (socket: WebSocket, done: (answer: Answer) => void) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    let said: Answer | undefined;
    const patience = setTimeout(() => socket.close(), PATIENCE);
    listen(socket, (answer) => {
      said = answer;
      if (answer.isIn) socket.close(1000);
    });
    socket.onclose = ({ code }) => {
      clearTimeout(patience);
      if (said?.isIn) resolve(said);
      else resolve({ isIn: false, text: `${said?.text ?? ''} close ${code}`.trim() });
    };
  });
}
