// Runs before every command, with nothing but Node: makes a fresh clone ready, and says what it does.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../browser/find-browser.mjs';
import { missingServers, serverCommand } from './servers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (/** @type {string} */ text) => process.stderr.write(`pushscope: ${text}\n`);

/** @param {string} text */
function giveUp(text) {
  say(text);
  process.exit(1);
}

/**
 * @param {string} command
 * @param {string[]} parameters
 */
function run(command, parameters) {
  // Standard output belongs to the command that follows (`npm run decode -- FILE > …`).
  const shell = process.platform === 'win32';
  return spawnSync(command, parameters, { cwd: root, stdio: ['ignore', 2, 2], shell }).status === 0;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  giveUp(
    `Node ${process.versions.node} is too old: 20.19 or newer is needed (https://nodejs.org).`,
  );
}

function packagesAreCurrent() {
  const installed = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return true;
  const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || present[name]?.version === entry.version,
  );
}

function installPackages() {
  if (packagesAreCurrent()) return;
  say('installing the locked packages (npm ci) …');
  if (run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) return;
  giveUp('npm ci failed (see above). Is the npm registry reachable?');
}

/**
 * The scripts of package.json begin with `exec`, so that Ctrl-C reaches the command and not a shell
 * that dies before it. Windows' shell has no such word; there it means just what follows.
 */
function teachExec() {
  if (process.platform !== 'win32') return;
  writeFileSync(`${root}node_modules/.bin/exec.cmd`, '@%*\r\n');
}

function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * In one go, for reading the package lists takes longest.
 *
 * @param {readonly string[]} packages
 */
function installDebian(packages) {
  if (packages.length === 0 || !canUseApt()) return;
  say(`installing Debian's ${packages.join(', ')} …`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  run('apt-get', ['update', '-qq']);
  const install = ['install', '-y', '-qq', '--no-install-recommends'];
  if (run('apt-get', [...install, ...packages])) return;
  // One package that this system does not have must not keep the others away.
  for (const one of packages) run('apt-get', [...install, one]);
}

function installPrograms() {
  const servers = () => (process.argv.includes('--servers') ? missingServers() : []);
  installDebian([...(findBrowser() ? [] : ['chromium']), ...servers()]);
  if (!findBrowser()) {
    giveUp(
      `no Chrome, Chromium or Edge found. Install one, then run this again:\n  ${installCommand()}`,
    );
  }
  const missing = servers();
  if (missing.length === 0) return;
  say(`the tests that need ${missing.join(', ')} will fail. To have them:`);
  say(`  ${serverCommand(missing)}`);
}

function installCommand() {
  if (process.platform === 'darwin') return 'brew install --cask google-chrome';
  if (process.platform === 'win32') return 'winget install Google.Chrome';
  return existsSync('/usr/bin/apt-get')
    ? 'sudo apt-get install chromium'
    : 'npx @puppeteer/browsers install chrome@stable   # then set CHROME_PATH to what it prints';
}

try {
  checkNode();
  installPackages();
  teachExec();
  if (!process.argv.includes('--no-browser')) installPrograms();
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}
