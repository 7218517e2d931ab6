import browser from 'webextension-polyfill';

await browser.devtools.panels.create('Pushscope', '', 'extension/panel/panel.html');
