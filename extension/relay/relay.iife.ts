import { HELLO } from '../contract/channel.ts';
window.addEventListener(HELLO, () => {});
