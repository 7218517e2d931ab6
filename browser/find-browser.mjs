import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];

const PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
  win32: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ].flatMap((tail) =>
    [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((root) => root !== undefined)
      .map((root) => join(root, tail)),
  ),
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/microsoft-edge-stable',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    join(homedir(), '.local/bin/chrome-for-testing'),
  ],
};

/**
 * Finds a Chromium browser: `CHROME_PATH` first, then the PATH, then the usual places.
 *
 * @returns {string | undefined} path of the executable
 * @throws where `CHROME_PATH` is set but names no file: a person's explicit wish is not passed over
 */
export function findBrowser() {
  const wished = process.env.CHROME_PATH;
  if (wished) {
    if (existsSync(wished)) return wished;
    throw new Error(`CHROME_PATH is ${wished}, but there is no such file. Correct or unset it.`);
  }
  return [...onPath(), ...usualPlaces()].find((path) => existsSync(path));
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces() {
  const { platform } = process;
  return platform === 'darwin' || platform === 'win32' ? PLACES[platform] : PLACES.linux;
}
