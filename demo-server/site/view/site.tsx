import { useEffect } from 'preact/hooks';
import { ClusterPage } from '../cluster/cluster-page.tsx';
import { FaultsPage } from '../faults/faults-page.tsx';
import { LessonPage } from '../lessons/lesson-page.tsx';
import type { Laboratory } from '../model/laboratory.ts';
import { trouble } from '../model/server.ts';
import type { Tour } from '../model/tour.ts';
import { RacePage } from '../race/race-page.tsx';
import { hashOf, type Route, route } from '../router.ts';
import { LANGUAGES, type Language, language, speak, words } from '../words/words.ts';
import { Page } from './page.tsx';

const PAGES: readonly Route[] = [
  { page: 'laboratory' },
  { page: 'lessons', lesson: 'polling' },
  { page: 'race' },
  { page: 'cluster' },
  { page: 'faults' },
];

/** The whole site: the way to each page, and the page. */
export function Site({ laboratory, tour }: { laboratory: Laboratory; tour: Tour }) {
  const current = route.value;
  useEffect(() => {
    trouble.value = '';
    // The laboratory's streams would take the connections that a lesson needs.
    if (current.page !== 'laboratory') tour.stop();
  }, [current.page, tour]);
  const title = titleOf(current);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <SkipToContent />
      <Navigation current={current} />
      {current.page === 'laboratory' ? (
        <Page laboratory={laboratory} tour={tour} />
      ) : (
        <>
          <p class="trouble" role="alert">
            {trouble}
          </p>
          <main id="content" tabIndex={-1}>
            <Content current={current} />
          </main>
        </>
      )}
    </>
  );
}

/** For those who use the keyboard. No link: the address says which page is shown. */
function SkipToContent() {
  return (
    <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
      {words.value.site.skip}
    </button>
  );
}

function titleOf(current: Route): string {
  const { site, lessons } = words.value;
  const page = site.pages[current.page];
  return current.page === 'lessons'
    ? `${lessons[current.lesson].title} – ${page} – Pushscope`
    : `${page} – Pushscope`;
}

function Content({ current }: { current: Route }) {
  switch (current.page) {
    case 'laboratory':
      return null;
    case 'lessons':
      return <LessonPage key={current.lesson} lesson={current.lesson} />;
    case 'race':
      return <RacePage />;
    case 'cluster':
      return <ClusterPage />;
    case 'faults':
      return <FaultsPage />;
  }
}

function Navigation({ current }: { current: Route }) {
  const { site } = words.value;
  return (
    <nav class="site-navigation" aria-label={site.navigation}>
      <ul>
        {PAGES.map((one) => (
          <li key={one.page}>
            <a href={hashOf(one)} aria-current={one.page === current.page ? 'page' : undefined}>
              {site.pages[one.page]}
            </a>
          </li>
        ))}
      </ul>
      <LanguageChoice />
    </nav>
  );
}

const NAMES: Record<Language, string> = { en: 'English', ko: '한국어' };

function LanguageChoice() {
  return (
    <fieldset class="segments language">
      <legend class="unseen">{words.value.site.language}</legend>
      {(Object.keys(LANGUAGES) as Language[]).map((one) => (
        <label key={one} lang={one}>
          <input
            type="radio"
            name="language"
            checked={one === language.value}
            onChange={() => speak(one)}
          />
          <span>{NAMES[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
