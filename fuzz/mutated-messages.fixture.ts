import { expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { reproduction } from './report.ts';

const SEED = 20_26;
const MESSAGES = 200_000;
const SAMPLING = { chain: 6, trees: 10, splits: 20 };
/** Some seconds on a quiet machine. */
const TIMEOUT_MS = 300_000;

/** The same mutated messages at every run; `npm run fuzz` tries others. */
export function readsMutatedMessages(protocol: string): void {
  it(`${protocol}: ${MESSAGES} mutated messages break no promise`, { timeout: TIMEOUT_MS }, () => {
    const plan = { protocol, seed: SEED, sampling: SAMPLING };
    const { messages, finding } = campaign(plan, (progress) => progress.messages >= MESSAGES);
    expect(finding && reproduction(finding)).toBeUndefined();
    expect(messages).toBeGreaterThanOrEqual(MESSAGES);
  });
}
