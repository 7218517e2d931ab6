const KEY = 'theme';

/**
 * The name of DevTools' theme, handed on to a panel that opens later: Chrome tells a new panel the
 * theme that DevTools had at its start.
 */
export function rememberTheme(name: string): void {
  localStorage.setItem(KEY, name);
}

export function rememberedTheme(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}
