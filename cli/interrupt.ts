/** npm passes a terminal's Ctrl-C on to us a second time; a person's second one comes later. Milliseconds. */
const ECHO = 1_000;

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function onInterrupt(): Promise<void> {
  return new Promise((done) => {
    let first: number | undefined;
    const listener = () => {
      first ??= Date.now();
      if (Date.now() - first > ECHO) process.exit(130);
      done();
    };
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  });
}
