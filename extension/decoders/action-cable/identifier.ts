import { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';
import type { ChannelName } from '../contract.ts';

const encoder = new TextEncoder();

/** Characters of the parameters in a channel's name. */
const PARAMETERS = 60;

/**
 * The channel that an identifier stands for. The identifier is a JSON text in a string: the class
 * of the channel and its parameters, `ChatChannel {"room":1}`.
 */
export function channelOf(identifier: string): ChannelName {
  const outline = JsonOutline.of(encoder.encode(identifier));
  const name = outline?.text('channel');
  if (!outline || name === undefined) return named(identifier, shorten(identifier, PARAMETERS));
  const parameters = outline.members
    .filter((member) => member.name !== 'channel')
    .map(({ range }) => new TextDecoder().decode(outline.bytes.subarray(...range)));
  if (parameters.length === 0) return named(identifier, name);
  return named(identifier, `${name} ${shorten(`{${parameters.join(', ')}}`, PARAMETERS)}`);
}

/** Whether a text is an identifier as the client makes it. */
export function isIdentifier(text: string | undefined): boolean {
  if (text === undefined) return false;
  const outline = JsonOutline.of(encoder.encode(text));
  return outline?.isClosed === true && outline.text('channel') !== undefined;
}

function named(id: string, name: string): ChannelName {
  return { id, name, type: 'action-cable-channel' };
}
