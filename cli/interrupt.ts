/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function onInterrupt(): Promise<void> {
  return new Promise((done) => {
    let count = 0;
    const listener = () => {
      count += 1;
      if (count > 1) process.exit(130);
      done();
    };
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  });
}
