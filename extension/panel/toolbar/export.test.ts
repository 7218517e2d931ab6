import { expect, test } from 'vitest';
import { browserOf, fileName } from './export.ts';

test('a file is named by the moment of its export', () => {
  const moment = new Date(Date.UTC(2026, 10, 20, 12, 1, 3));
  expect(fileName(moment)).toBe('pushscope-2026-11-20-12-01-03.ndjson');
});

test.each([
  ['Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36', 'Chrome/156.0.0.0'],
  ['Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/156.0.0.0 Safari/537.36', 'Chrome/156.0.0.0'],
  ['Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1.0', 'Edg/156.0.1.0'],
  ['Mozilla/5.0 (X11; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox/150.0'],
  ['something else', 'something else'],
])('%s is %s', (userAgent, browser) => {
  expect(browserOf(userAgent)).toBe(browser);
});
