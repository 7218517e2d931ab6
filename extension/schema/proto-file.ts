/** The text of a .proto file, by the name it was loaded under. */
export interface ProtoFile {
  readonly name: string;
  readonly text: string;
}

/** What is wrong in a .proto file, or with files that do not fit together. */
export interface ProtoProblem {
  readonly file: string;
  /** From 1; absent where it is not known. */
  readonly line?: number;
  /** What is wrong and what to do, in sentences for a person. */
  readonly reason: string;
}

/** `rooms.proto, line 3: There is …` */
export function problemText({ file, line, reason }: ProtoProblem): string {
  return `${file}${line === undefined ? '' : `, line ${line}`}: ${reason}`;
}
