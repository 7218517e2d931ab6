import browser from 'webextension-polyfill';

// DevTools begins its network log when somebody first asks for it. Asked now, it will know what
// happened before the panel is opened.
void browser.devtools.network.getHAR();

await browser.devtools.panels.create('Pushscope', '', 'extension/panel/panel.html');
