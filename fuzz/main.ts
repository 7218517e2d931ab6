import { availableParallelism } from 'node:os';
import { runCommand } from '../cli/failure.ts';
import { readArguments } from './arguments.ts';
import type { Finding, Sampling } from './campaign.ts';
import { reproduction, type Tally, table } from './report.ts';
import { runSlice } from './run-slice.ts';

/** Protocols take turns, so that a short run has seen them all. */
const TURN_MS = 10_000;
const SAMPLING: Sampling = { chain: 1, trees: 5, splits: 5 };

interface Campaign extends Tally {
  readonly next: number;
}

await runCommand(async () => {
  const { minutes, seed, protocols, from } = readArguments(process.argv.slice(2));
  process.stdout.write(`seed ${seed}\n`);
  const endsAt = performance.now() + minutes * 60_000;
  const share = (minutes * 60_000 * lanes(protocols.length)) / protocols.length;
  // Some of a short turn is spent on beginning it.
  const turn = Math.min(TURN_MS, share * 0.7);
  const campaigns = new Map(protocols.map((one) => [one, begun(one, from)]));
  const findings: Finding[] = [];

  /** Protocols wait in a queue; the one whose turn is over goes to its end. */
  const queue = [...protocols];
  async function takeTurns(): Promise<void> {
    while (findings.length === 0 && endsAt - performance.now() > 10) {
      const protocol = queue.shift();
      const before = protocol === undefined ? undefined : campaigns.get(protocol);
      if (protocol === undefined || before === undefined) return;
      const plan = { protocol, seed, sampling: SAMPLING, start: before.next };
      const outcome = await runSlice(plan, Math.min(turn, endsAt - performance.now()));
      campaigns.set(protocol, {
        protocol,
        next: outcome.next,
        conversations: before.conversations + outcome.next - before.next,
        messages: before.messages + outcome.messages,
        milliseconds: before.milliseconds + outcome.milliseconds,
      });
      if (outcome.finding) findings.push(outcome.finding);
      queue.push(protocol);
    }
  }

  await Promise.all(Array.from({ length: lanes(protocols.length) }, takeTurns));
  for (const finding of findings) process.stdout.write(`\n${reproduction(finding)}`);
  process.stdout.write(`\n${table([...campaigns.values()])}`);
  return findings.length === 0 ? 0 : 1;
});

function begun(protocol: string, next: number): Campaign {
  return { protocol, next, conversations: 0, messages: 0, milliseconds: 0 };
}

/** Workers at a time. */
function lanes(protocols: number): number {
  return Math.min(availableParallelism(), protocols);
}
