import { HELLO } from '../contract/channel.ts';
window.dispatchEvent(new Event(HELLO));
