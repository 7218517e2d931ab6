/** What a browser may offer of DevTools' theme; each has another way to tell of a change. */
export interface ThemeSource {
  /** `dark`, or another name for a light one. */
  readonly themeName?: string;
  /** Chrome. */
  setThemeChangeHandler?(handler: (name: string) => void): void;
  /** Firefox. */
  readonly onThemeChanged?: { addListener(handler: (name: string) => void): void };
}

/**
 * Follows the theme that DevTools has, or where it tells none, the one that the system prefers.
 * Sets `data-theme` on the document, which the tokens go by. A `known` name is newer than the
 * source's.
 */
export function followTheme(source: ThemeSource, known = source.themeName): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let name = known;
  const apply = () => {
    const isDark = name === undefined ? dark.matches : name === 'dark';
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  };
  const changed = (next: string) => {
    name = next;
    apply();
  };
  apply();
  dark.addEventListener('change', apply);
  source.setThemeChangeHandler?.(changed);
  source.onThemeChanged?.addListener(changed);
}
