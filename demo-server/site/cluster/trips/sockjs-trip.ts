import { encodeFrame } from '../../../wire/stomp/encode.ts';
import { frame } from '../../../wire/stomp/frame.ts';
import { randomName } from '../../transports/client-name.ts';
import { asked, type Step, stepOf } from './trip.ts';

/** A SockJS session over plain requests: opened by one, spoken to by the next, listened to by a third. */
export async function sockJsTrip(): Promise<readonly Step[]> {
  const session = `/sockjs/000/${randomName()}`;
  const open = await asked(`${session}/xhr`, { method: 'POST' });
  const opened = stepOf('open', open, (await textOf(open)) === 'o\n');
  const send = await asked(`${session}/xhr_send`, { method: 'POST', body: connectFrame() });
  const sent = stepOf('send', send, send?.status === 204);
  // Where nothing was sent, there is nothing to wait for.
  if (!sent.isRight) return [opened, sent];
  const receive = await asked(`${session}/xhr`, { method: 'POST' });
  const received = (await textOf(receive)).startsWith('a["CONNECTED');
  return [opened, sent, stepOf('receive', receive, received)];
}

function connectFrame(): string {
  const connect = frame('CONNECT', [
    ['accept-version', '1.2'],
    ['host', location.hostname],
  ]);
  return JSON.stringify([new TextDecoder().decode(encodeFrame(connect, '1.2'))]);
}

/** What came until the answer was over, or took too long. */
async function textOf(answer: Response | undefined): Promise<string> {
  return answer?.text().catch(() => '') ?? '';
}
