/** Something a person can mend: it is shown as one sentence, without a stack. */
export class Failure extends Error {}

/** Runs a command's main function; a failure becomes a message and exit code 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const isExpected = error instanceof Failure;
    const text =
      error instanceof Error ? (isExpected ? error.message : error.stack) : String(error);
    process.stderr.write(`pushscope: ${text}\n`);
    process.exitCode = 1;
  }
}
