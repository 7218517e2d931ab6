import { now } from '../view/clock.ts';
import { words } from '../words/words.ts';
import type { Company } from './company.ts';
import { hearersOf } from './hearers.ts';
import { latestSettled, type Word } from './words.ts';

/** In one sentence: whom the latest word has reached. */
export function Verdict({ company }: { company: Company }) {
  const said = words.value.cluster;
  const hearers = hearersOf(company);
  const word = latestSettled(company.words.value, hearers, now.value);
  const reached = hearers.filter(({ heard }) => word && heard.has(word.number)).length;
  const kind = word ? kindOf(word, reached, hearers.length) : 'none';
  return (
    <p class="verdict" data-verdict={kind} data-word={word?.number} role="status">
      {word ? sentence(word, reached, hearers.length) : beginning(company, said)}
    </p>
  );
}

function kindOf({ outcome }: Word, reached: number, all: number): string {
  if (outcome.kind !== 'published') return outcome.kind;
  return reached === all ? 'all' : 'some';
}

function sentence({ number, by, outcome }: Word, reached: number, all: number): string {
  const said = words.value.cluster;
  switch (outcome.kind) {
    case 'published':
      return reached === all
        ? said.reachedAll(String(number), by, outcome.server ?? '?')
        : said.reachedSome(
            String(number),
            by,
            outcome.server ?? '?',
            said.of(String(reached), String(all)),
          );
    case 'refused':
      return said.wasRefused(String(number), by, outcome.reason);
    case 'unsure':
      return said.isUnsure(String(number), by);
    case 'saying':
      return said.isWaiting(String(number), by);
  }
}

function beginning(company: Company, said: typeof words.value.cluster): string {
  const isAnyOn = company.clients.some(({ state }) => state.value !== 'off');
  return isAnyOn ? said.saySomething : said.connectFirst;
}
