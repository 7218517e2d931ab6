import { computed, signal } from '@preact/signals';
import { EN, type Words } from './en.ts';
import { KO } from './ko.ts';

export const LANGUAGES = { en: EN, ko: KO } as const satisfies Readonly<Record<string, Words>>;
export type Language = keyof typeof LANGUAGES;

const KEY = 'pushscope-language';

/** The language to begin with: the one chosen before, or the first of the browser's that we know. */
export function firstLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const wanted = [chosen ?? '', ...preferred].map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.find((tag) => tag === 'en' || tag === 'ko') ?? 'en';
}

export const language = signal<Language>('en');

/** What to say, in the language in force. */
export const words = computed<Words>(() => LANGUAGES[language.value]);

/** Speaks the language of the browser, or the one chosen before. */
export function startLanguage(): void {
  language.value = firstLanguage(localStorage.getItem(KEY), navigator.languages);
  document.documentElement.lang = language.value;
}

/** Speaks another language, and remembers it. */
export function speak(chosen: Language): void {
  localStorage.setItem(KEY, chosen);
  language.value = chosen;
  document.documentElement.lang = chosen;
}
