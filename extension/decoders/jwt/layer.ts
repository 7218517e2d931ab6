import type { JsonValue } from '../../bytes/json/value.ts';
import { Payload } from '../../bytes/payload.ts';
import { oneLine, quoted } from '../../bytes/shorten.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { dateText, relativeText, secondsOf, TIME_CLAIMS, timeFault } from './times.ts';
import { type JsonSegment, type Segment, sealedProblems, stringOf, type Token } from './token.ts';

/** Characters of a sealed segment that are shown, at most a quarter of it. */
const SHOWN = 6;

/** A JSON Web Token, at the time of the message that carried it. */
export class JwtLayer implements Layer {
  readonly protocol = 'jwt';
  readonly payload: Payload;
  readonly inner?: Inner;
  readonly #token: Token;
  /** Seconds since 1970. */
  readonly #now: number;

  constructor(payload: Payload, token: Token, time: number) {
    this.payload = payload;
    this.#token = token;
    this.#now = time / 1000;
    const { claims } = token;
    // What was signed may be anything; what is no JSON object is for other decoders to say.
    if (claims && !claims.object && claims.decoded.bytes.length > 0) {
      this.inner = { payload: Payload.ofBytes(claims.decoded.bytes) };
    }
  }

  get summary(): string {
    const { header, claims } = this.#token;
    const algorithm = stringOf(header.object, 'alg') ?? 'without algorithm';
    if (!claims) return oneLine(`encrypted, ${algorithm} ${stringOf(header.object, 'enc') ?? ''}`);
    const subject = stringOf(claims.object, 'sub') ?? stringOf(claims.object, 'iss');
    const about = subject === undefined ? '' : ` ${quoted(subject, 40)}`;
    return oneLine(`${algorithm}${about}${this.#expiry(claims)}`);
  }

  get problems(): readonly Problem[] {
    const { header, claims, sealed } = this.#token;
    const all = [...header.problems];
    if (stringOf(header.object, 'alg') === undefined) {
      const reason = 'The header names no algorithm (RFC 7515 §4.1.1).';
      all.push({ kind: 'no-algorithm', offset: header.range[0], reason });
    }
    if (claims) all.push(...claims.problems, ...timeProblems(claims));
    return [...all, ...sealedProblems(this.payload.text, sealed)];
  }

  fields(): readonly Field[] {
    const { header, claims, sealed } = this.#token;
    const shown = [jsonField(header, () => undefined)];
    if (claims) shown.push(jsonField(claims, (member) => this.#timeField(member)));
    return [...shown, ...sealed.map((segment) => this.#sealedField(segment))];
  }

  #expiry(claims: JsonSegment): string {
    const exp = secondsOf(claims.object?.children?.find(({ name }) => name === 'exp'));
    if (exp === undefined || dateText(exp) === undefined) return '';
    const when = relativeText(exp, this.#now);
    return when.endsWith('ago') ? `, expired ${when}` : `, expires ${when}`;
  }

  #timeField(member: JsonValue): Pick<Field, 'value' | 'note'> | undefined {
    const says = TIME_CLAIMS.get(member.name);
    const seconds = secondsOf(member);
    const date = seconds === undefined ? undefined : dateText(seconds);
    if (says === undefined || seconds === undefined || date === undefined) return undefined;
    const when = relativeText(seconds, this.#now);
    return {
      value: date,
      note: `${says} ${when}, seen from this message; sent as ${member.value}`,
    };
  }

  #sealedField({ name, range }: Segment): Field {
    const length = range[1] - range[0];
    const start = this.payload.text.slice(range[0], range[0] + Math.min(SHOWN, length >> 2));
    const value = length === 0 ? '' : `${start}…`;
    return { name, value, range, note: `${length} characters; not shown whole` };
  }
}

/** A segment as a branch of its members, each with the characters that it is written with. */
function jsonField(
  { name, range, object, decoded }: JsonSegment,
  meaningOf: (member: JsonValue) => Pick<Field, 'value' | 'note'> | undefined,
): Field {
  if (!object) return { name, value: decoded.bytes.length, range, note: 'bytes; no JSON object' };
  const children = object.children?.map((member) => ({
    ...placed(member, decoded.placeOf),
    ...meaningOf(member),
  }));
  return { name, range, note: 'JSON in base64url', ...(children && { children }) };
}

function placed(value: JsonValue, placeOf: JsonSegment['decoded']['placeOf']): Field {
  const { children, range, ...plain } = value;
  const field = { ...plain, range: placeOf(range) };
  return children ? { ...field, children: children.map((child) => placed(child, placeOf)) } : field;
}

function timeProblems({ object, decoded }: JsonSegment): readonly Problem[] {
  return (object?.children ?? []).flatMap((member) => {
    const { name, range } = member;
    const fault = TIME_CLAIMS.has(name) ? timeFault(secondsOf(member)) : undefined;
    if (fault === undefined) return [];
    return [{ kind: 'bad-time', offset: decoded.placeOf(range)[0], reason: `${name}: ${fault}` }];
  });
}
