import { join } from 'node:path';
import { freePorts, ownFolder, programOf, type SocketServer, startProcess } from './own-process.ts';

const config = (port: number) => `
listeners.tcp = none
stomp.listeners.tcp = none
web_stomp.tcp.ip = 127.0.0.1
web_stomp.tcp.port = ${port}
`;

/** RabbitMQ with its STOMP over WebSocket, and nothing of the system's own RabbitMQ. Login: guest. */
export async function startRabbitMq(): Promise<SocketServer> {
  const program = programOf('rabbitmq-server');
  const [port = 0, distribution = 0, epmdPort = 0] = await freePorts(3);
  const folder = ownFolder({
    'rabbitmq.conf': config(port),
    plugins: '[rabbitmq_web_stomp].',
    'rabbitmq-env.conf': '',
  });
  // Erlang would start this daemon by itself, and leave it running.
  const epmdParameters = ['-address', '127.0.0.1', '-port', String(epmdPort)];
  const epmd = startProcess('epmd', epmdParameters);
  await epmd.listening(epmdPort);
  const server = startProcess(program, [], {
    HOME: folder.path,
    RABBITMQ_NODENAME: `pushscope-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_CONF_ENV_FILE: join(folder.path, 'rabbitmq-env.conf'),
    RABBITMQ_CONFIG_FILE: join(folder.path, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder.path, 'plugins'),
    RABBITMQ_MNESIA_BASE: join(folder.path, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder.path, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  });
  const stop = async () => {
    await server.stop();
    await epmd.stop();
    folder.remove();
  };
  try {
    await server.listening(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `ws://127.0.0.1:${port}/ws`, stop };
}
