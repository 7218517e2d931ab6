import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { ChannelName } from '../contract.ts';

export function channelOf(outline: JsonOutline | undefined): ChannelName | undefined {
  const name = outline?.text('channel');
  return name ? channelNamed(name) : undefined;
}

export function channelNamed(name: string): ChannelName {
  return { id: name, name, type: 'centrifugo-channel' };
}
