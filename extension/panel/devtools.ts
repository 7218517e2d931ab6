import browser from 'webextension-polyfill';
import { rememberTheme } from './theme/known-theme.ts';
import type { ThemeSource } from './theme/theme.ts';

// DevTools begins its network log when somebody first asks for it. Asked now, it will know what
// happened before the panel is opened.
void browser.devtools.network.getHAR();

const { panels } = browser.devtools;
const themes: ThemeSource = panels;
rememberTheme(panels.themeName);
themes.setThemeChangeHandler?.(rememberTheme);
themes.onThemeChanged?.addListener(rememberTheme);

await panels.create('Pushscope', '', 'extension/panel/panel.html');
