import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps what an ordinary person's PATH leaves out. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/**
 * Servers that end-to-end tests start for themselves: the name of the program, and of its package in
 * Debian and Homebrew. A `program` is looked for before the PATH: Debian's `rabbitmq-server` on the
 * PATH serves only its own user and folders.
 *
 * @type {Readonly<Record<string, {readonly program?: string, readonly brew: string}>>}
 */
const SERVERS = {
  'rabbitmq-server': { program: '/usr/lib/rabbitmq/bin/rabbitmq-server', brew: 'rabbitmq' },
  mosquitto: { brew: 'mosquitto' },
  'redis-server': { brew: 'redis' },
};

/**
 * @param {string} name
 * @returns {string | undefined} path of the program
 */
export function findServer(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...MORE_FOLDERS];
  const own = SERVERS[name]?.program;
  return [...(own ? [own] : []), ...folders.map((folder) => join(folder, name))].find((path) =>
    existsSync(path),
  );
}

/** @returns {string[]} names of the servers that are not installed */
export function missingServers() {
  return Object.keys(SERVERS).filter((name) => !findServer(name));
}

/**
 * @param {readonly string[]} names
 * @returns {string} what to type to install them
 */
export function serverCommand(names) {
  if (process.platform !== 'darwin') return `sudo apt-get install ${names.join(' ')}`;
  return `brew install ${names.map((name) => SERVERS[name]?.brew ?? name).join(' ')}`;
}
