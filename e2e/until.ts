/**
 * Asks again and again until the answer is as wished for, at most for some seconds. Gives the last
 * answer either way, so that a test can say what was wrong with it.
 */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isRight: (answer: Answer) => boolean,
  seconds = 8,
): Promise<Answer> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer) || Date.now() > deadline) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
}
