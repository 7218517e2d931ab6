import { join } from 'node:path';
import { freePorts, ownFolder, programOf, type SocketServer, startProcess } from './own-process.ts';

/** Without a plain listener beside it, Mosquitto does not start its WebSocket one. */
const config = (plain: number, port: number) => `
listener ${plain} 127.0.0.1
listener ${port} 127.0.0.1
protocol websockets
allow_anonymous true
persistence false
`;

/** Mosquitto with a WebSocket listener, open to everybody. */
export async function startMosquitto(): Promise<SocketServer> {
  const program = programOf('mosquitto');
  const [plain = 0, port = 0] = await freePorts(2);
  const folder = ownFolder({ 'mosquitto.conf': config(plain, port) });
  const server = startProcess(program, ['-c', join(folder.path, 'mosquitto.conf')]);
  const stop = async () => {
    await server.stop();
    folder.remove();
  };
  try {
    await server.listening(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `ws://127.0.0.1:${port}/mqtt`, stop };
}
