import { CLOSE_BRACE, OPEN_BRACE, OPEN_BRACKET } from '../../../bytes/json/characters.ts';
import { outside } from './inside.ts';
import { NOTHING, WHOLE } from './line.ts';
import type { Scan } from './scan.ts';
import { plainMember, takeName } from './taken.ts';

/** A value with everything in it; undefined where that takes more than `room` characters. */
export function whole(scan: Scan, room: number): string | undefined {
  if (scan.code === OPEN_BRACKET) return wholeArray(scan, room);
  if (scan.code !== OPEN_BRACE) return outside(scan);
  if (!scan.enters(CLOSE_BRACE)) return '{}';
  let line = '{';
  do {
    const { at } = scan;
    const isFurther = line.length > 1;
    const place = WHOLE - room + line.length + (isFurther ? 2 : 0);
    scan.told.place = place;
    if (scan.passesPlain()) {
      line += plainMember(scan, at, isFurther);
      continue;
    }
    const name = takeName(scan);
    if (name === undefined) break;
    const value = scan.isStopped ? NOTHING : whole(scan, WHOLE - place - name.length - 2);
    if (value === undefined || line.length > room) return undefined;
    line += isFurther ? `, ${name}: ${value}` : `${name}: ${value}`;
  } while (scan.goesOn(CLOSE_BRACE));
  return `${line}}`;
}

function wholeArray(scan: Scan, room: number): string | undefined {
  let line: string | undefined = '[';
  scan.eachElement((index) => {
    const left = room - (line?.length ?? 0) - (index > 0 ? 2 : 0);
    const value = line === undefined ? undefined : whole(scan, left);
    if (line === undefined || value === undefined || line.length > room) {
      line = undefined;
      scan.isStopped = true;
    } else {
      line += index > 0 ? `, ${value}` : value;
    }
  });
  return line === undefined ? undefined : `${line}]`;
}
