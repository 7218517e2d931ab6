/** Keep a browser under test to itself: no first-run pages, no update checks, no background traffic. */
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
];

/** A page nobody looks at must run at full speed, or periods and holds would be measured wrong. */
const UNTHROTTLED = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Chrome refuses its sandbox to root, which is what containers run as. */
const sandbox = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

export function browserFlags(size: { width: number; height: number }): string[] {
  const window = `--window-size=${size.width},${size.height}`;
  return [...QUIET, ...UNTHROTTLED, ...sandbox(), window, '--auto-open-devtools-for-tabs'];
}
