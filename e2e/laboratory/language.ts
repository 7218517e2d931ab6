import { expect, it } from 'vitest';
import { TRANSPORTS } from '../../demo-server/site/transports/transport.ts';
import { OWN_TOPICS } from '../../demo-server/wire/topic/message.ts';
import { flip, switchAllOn } from './card.ts';
import { goTo, openLaboratory, page, speak } from './visit.ts';

/** English and Korean, all over the first page. */
export function theLanguage(): void {
  it('is the browser’s at first, then the one chosen, in title and document as well', async () => {
    await openLaboratory();
    await expect.poll(names).toEqual(['Laboratory – Pushscope', 'en']);
    await speak('ko');
    await expect.poll(names).toEqual(['실험실 – Pushscope', 'ko']);
    await goTo('#/lesson/sse');
    await expect.poll(() => page.title()).toContain('– 수업 – Pushscope');
    await openLaboratory();
    await expect.poll(names).toEqual(['실험실 – Pushscope', 'ko']);
  });

  it('is Korean everywhere when it is Korean, also where ways run', async () => {
    await switchAllOn('board');
    expect((await said()).filter((text) => /[a-z]{2,} [a-z]{2,}/i.test(text))).toEqual([]);
    expect((await said()).filter((text) => /[가-힣]/.test(text)).length).toBeGreaterThan(150);
    await speak('en');
    const inKorean = (await said()).filter((text) => /[가-힣]/.test(text));
    // The other language’s own name, and what was said in it.
    expect(inKorean.filter((text) => !/^(한국어|나|안녕하세요)$/.test(text))).toEqual([]);
    for (const way of TRANSPORTS) await flip('board', way);
  });
}

const names = async () => [await page.title(), await page.$eval('html', (html) => html.lang)];

/** Every text of the page and of its labels, but code and the languages’ names. */
function said(): Promise<string[]> {
  return page.evaluate(
    (topics) => {
      const labels = ['aria-label', 'placeholder', 'title'];
      const elements = [...document.querySelectorAll('body *:not(code, .language *)')];
      const nodes = elements.flatMap((one) => [
        ...[...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE),
        ...labels.flatMap((name) => one.getAttributeNode(name) ?? []),
      ]);
      const written = nodes.map(({ nodeValue }) => nodeValue?.trim() ?? '');
      return written.filter((text) => text !== '' && !topics.includes(text));
    },
    OWN_TOPICS as readonly string[],
  );
}
