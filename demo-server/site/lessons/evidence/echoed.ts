import { socketUrl } from '../../transports/reconnecting-socket.ts';

/** Sizes of the messages that are sent, in bytes: from nothing to what needs the longest length field. */
const SIZES: readonly number[] = [0, 1, 125, 126, 1000, 65_535, 65_536, 200_000];

/** Sends messages of many sizes at once; tells how many came back whole, one for one. */
export function echoed(
  client: string,
): Promise<{ readonly sent: number; readonly whole: number; readonly bytes: number }> {
  const socket = new WebSocket(socketUrl(`/ws/echo?client=${client}`));
  const sizes: number[] = [];
  const bytes = SIZES.reduce((sum, size) => sum + size, 0);
  return new Promise((resolve) => {
    socket.onopen = () => {
      for (const size of SIZES) socket.send('x'.repeat(size));
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      sizes.push(data.length);
      if (sizes.length === SIZES.length) socket.close();
    };
    socket.onclose = () => {
      const whole = SIZES.filter((size, at) => sizes[at] === size).length;
      resolve({ sent: SIZES.length, whole, bytes });
    };
  });
}
