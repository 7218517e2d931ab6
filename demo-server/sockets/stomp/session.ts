import { randomUUID } from 'node:crypto';
import { expiryOf } from '../../auth/expiry.ts';
import { bearerOf } from '../../auth/presented.ts';
import { UNAUTHORIZED } from '../../auth/secure-socket.ts';
import { TokenError, type Tokens } from '../../auth/tokens.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import { FrameReader } from '../../wire/stomp/decode.ts';
import type { Decoded } from '../../wire/stomp/decoded.ts';
import { asSocketMessage, encodeFrame, HEART_BEAT } from '../../wire/stomp/encode.ts';
import { frame, headerOf, type StompFrame, type StompHeaders } from '../../wire/stomp/frame.ts';
import type { MessageSocket } from '../message-socket.ts';
import type { Broker } from './broker.ts';
import { Commands } from './commands.ts';
import { HeartBeats } from './heart-beats.ts';
import { negotiateHeartBeats, negotiateVersion } from './negotiation.ts';
import { ProtocolError } from './protocol-error.ts';

export interface SessionOptions {
  /** What CONNECTED says of the server. */
  readonly server: string;
  /** Checks the token that CONNECT has to bring; without it everybody is welcome. */
  readonly tokens: Tokens | undefined;
}

/** One client of the broker, from its handshake to its end. */
export class Session {
  private readonly socket: MessageSocket;
  private readonly broker: Broker;
  private readonly reader = new FrameReader();
  private commands: Commands | undefined;
  private heartBeats: HeartBeats | undefined;
  private reading = false;
  private over = false;

  constructor(
    socket: MessageSocket,
    broker: Broker,
    private readonly options: SessionOptions,
  ) {
    this.socket = socket;
    this.broker = broker;
  }

  start(): void {
    const late = setTimeout(() => {
      if (!this.commands) this.fail(new ProtocolError('No CONNECT came in time.'));
    }, LIMITS.stompConnect);
    this.socket.over.addEventListener('abort', () => {
      clearTimeout(late);
      this.stop();
    });
    this.socket.onMessage((data) => {
      this.heartBeats?.heard();
      this.reader.push(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      void this.read();
    });
  }

  /** Carries out one frame after the other, so that a receipt means all before it is done too. */
  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    for (let found = this.next(); found; found = this.next()) await this.handle(found);
    this.reading = false;
  }

  private next(): Decoded | undefined {
    return this.over ? undefined : this.reader.next();
  }

  private async handle(found: Decoded): Promise<void> {
    switch (found.kind) {
      case 'heart-beat':
        return;
      case 'malformed':
        return this.fail(new ProtocolError('The frame is malformed.', found.reason));
      case 'frame':
        return this.obey(found.frame).catch((error: unknown) => this.fail(error, found.frame));
    }
  }

  private async obey(received: StompFrame): Promise<void> {
    if (received.body.length > 0 && received.command !== 'SEND')
      throw new ProtocolError(`${received.command.slice(0, 40)} must not have a body.`);
    if (!this.commands) return this.connect(received);
    if (received.command === 'CONNECT' || received.command === 'STOMP')
      throw new ProtocolError('The connection is already established.');
    if (received.command !== 'DISCONNECT') await this.commands.carryOut(received);
    const receipt = headerOf(received, 'receipt');
    if (receipt !== undefined) this.send(frame('RECEIPT', [['receipt-id', receipt]]));
    if (received.command !== 'DISCONNECT') return;
    this.stop();
    this.socket.close(1000, 'disconnected');
  }

  private async connect(received: StompFrame): Promise<void> {
    if (received.command !== 'CONNECT' && received.command !== 'STOMP')
      throw new ProtocolError('The first frame must be CONNECT or STOMP.');
    const version = negotiateVersion(received, this.socket.protocol);
    const intervals = negotiateHeartBeats(received);
    this.reader.version = version;
    const name = await this.requireToken(received);
    if (this.over) return;
    const login = name ?? (headerOf(received, 'login') || 'stomp');
    this.commands = new Commands(this.broker, version, login, {
      deliver: (message) => this.send(message),
      fail: (error) => this.fail(error),
    });
    const ours = `${LIMITS.stompHeartBeat},${LIMITS.stompHeartBeat}`;
    this.send(
      frame('CONNECTED', [
        ['version', version],
        ['session', randomUUID()],
        ['server', this.options.server],
        ['heart-beat', ours],
      ]),
    );
    const beat = () => this.socket.send(HEART_BEAT, true);
    const missed = () => this.fail(new ProtocolError('Heart-beats were missed.'));
    this.heartBeats = new HeartBeats(intervals, beat, missed);
  }

  /** The name that the token speaks for, where one is asked for. */
  private async requireToken(connect: StompFrame): Promise<string | undefined> {
    const { tokens } = this.options;
    if (!tokens) return undefined;
    const bearer = bearerOf(headerOf(connect, 'Authorization'));
    try {
      const identity = await tokens.check(bearer ?? headerOf(connect, 'passcode'));
      const { expired, forget } = expiryOf(identity);
      expired.addEventListener('abort', () => this.fail(new TokenError('expired')));
      this.socket.over.addEventListener('abort', forget);
      return identity.name;
    } catch (error) {
      throw error instanceof TokenError ? error : new TokenError('malformed');
    }
  }

  private send(outgoing: StompFrame): void {
    if (this.over) return;
    this.socket.send(asSocketMessage(encodeFrame(outgoing, this.reader.version)));
  }

  /** ERROR, then the end ("ERROR": the server must close the connection just after it). */
  private fail(error: unknown, cause?: StompFrame): void {
    if (this.over) return;
    const theirs = asTheirs(error);
    if (!theirs) console.error('The STOMP broker failed:', error);
    const message = theirs?.message ?? 'The server failed.';
    const receipt = cause && headerOf(cause, 'receipt');
    const headers: StompHeaders = [
      ['message', message],
      ['content-type', 'text/plain'],
      ...(receipt === undefined ? [] : ([['receipt-id', receipt]] as const)),
      ...(this.commands ? [] : ([['version', '1.0,1.1,1.2']] as const)),
    ];
    this.send(frame('ERROR', headers, theirs?.details ?? ''));
    this.stop();
    this.socket.close(error instanceof TokenError ? UNAUTHORIZED : 1002, message);
  }

  private stop(): void {
    this.over = true;
    this.commands?.stop();
    this.heartBeats?.stop();
  }
}

/** What the client did wrong, and what it can do instead; undefined where it is the server's fault. */
function asTheirs(error: unknown): ProtocolError | undefined {
  if (error instanceof TokenError)
    return new ProtocolError(error.message, 'POST /api/sign-in gives a token.');
  if (error instanceof Refusal) return new ProtocolError(error.message, error.whatToDo);
  return error instanceof ProtocolError ? error : undefined;
}
