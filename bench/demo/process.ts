import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A script in a process of its own, which answers each message with one. */
export class Helper {
  private constructor(private readonly process: ChildProcess) {}

  /** Starts a script of this folder; gives it and the first thing it says. */
  static async start<First>(script: string, ...words: string[]): Promise<[Helper, First]> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const execArgv = ['--import', 'tsx', '--max-old-space-size=4096'];
    const process = fork(path, words, { execArgv });
    const [first] = await once(process, 'message');
    return [new Helper(process), first as First];
  }

  async ask<Answer>(question: object): Promise<Answer> {
    const answer = once(this.process, 'message');
    this.process.send(question);
    return (await answer)[0] as Answer;
  }

  async end(): Promise<void> {
    const exit = once(this.process, 'exit');
    this.process.disconnect();
    await exit;
  }
}
