import type { OwnTopic } from './wire/topic/message.ts';

/** What can be adjusted while the server runs. Times in milliseconds. */
export interface SettingValues {
  /** Messages a second that the server itself publishes on each topic. */
  readonly rate: Record<OwnTopic, number>;
  /** Bytes that the text of such a message has at least. */
  readonly payloadSize: Record<OwnTopic, number>;
  /** How often a polling page should ask. */
  readonly period: number;
  /** How long a long poll is held when the request does not say. */
  readonly hold: number;
  /** What event streams tell the browser to wait before it reconnects. */
  readonly retry: number;
  /** How often a silent event stream gets a comment. */
  readonly keepAlive: number;
}

/** A change: what is left out stays. One number for `rate` or `payloadSize` holds for every topic. */
export type SettingChange = {
  readonly [Name in keyof SettingValues]?: SettingValues[Name] extends number
    ? number
    : number | Partial<Record<OwnTopic, number>>;
};

const DEFAULTS: SettingValues = {
  rate: { chat: 0, ticker: 0.5, notifications: 0.4, document: 0.1, board: 0.1 },
  payloadSize: { chat: 0, ticker: 0, notifications: 0, document: 0, board: 0 },
  period: 1000,
  hold: 20_000,
  retry: 2000,
  keepAlive: 10_000,
};

/** The settings in force. */
export class Settings {
  private values = DEFAULTS;

  get current(): SettingValues {
    return this.values;
  }

  change({ rate, payloadSize, ...times }: SettingChange): SettingValues {
    this.values = {
      ...this.values,
      ...times,
      rate: perTopic(this.values.rate, rate),
      payloadSize: perTopic(this.values.payloadSize, payloadSize),
    };
    return this.values;
  }
}

function perTopic(
  before: Record<OwnTopic, number>,
  change: number | Partial<Record<OwnTopic, number>> = {},
): Record<OwnTopic, number> {
  if (typeof change !== 'number') return { ...before, ...change };
  return perOwnTopic(change);
}

function perOwnTopic<Value>(value: Value): Record<OwnTopic, Value> {
  return { chat: value, ticker: value, notifications: value, document: value, board: value };
}

const onEveryTopic = (range: object) => ({
  anyOf: [
    range,
    {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: perOwnTopic(range),
    },
  ],
});

const time = (minimum: number) => ({ type: 'integer', minimum, maximum: 120_000 });

/** JSON Schema of a {@link SettingChange}. */
export const SETTING_CHANGE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    rate: onEveryTopic({ type: 'number', minimum: 0, maximum: 1000 }),
    payloadSize: onEveryTopic({ type: 'integer', minimum: 0, maximum: 65_536 }),
    period: time(50),
    hold: time(0),
    retry: time(0),
    keepAlive: time(50),
  },
} as const;
