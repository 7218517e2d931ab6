/** What of a URL fits a narrow row: the path and query, or the whole of it where there is no path. */
export function shortUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.host) return url;
  if (parsed.pathname === '/' && !parsed.search) return parsed.host;
  return parsed.pathname + parsed.search;
}

/** The path alone: queries of a loop change from request to request. */
export function pathOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.host) return url;
  return parsed.pathname === '/' ? parsed.host : parsed.pathname;
}
