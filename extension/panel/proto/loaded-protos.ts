import { signal } from '@preact/signals';
import type { ProtoFile, ProtoProblem } from '../../schema/proto-file.ts';
import type { Schema } from '../../schema/schema.ts';

const KEY = 'proto-files';

/** Where the files are kept for the next panel: `localStorage`, or something like it. */
export type ProtoStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps nothing. */
export const FORGETFUL: ProtoStorage = {
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
};

/** The .proto files that a person loaded; they are there again in the next panel. */
export class LoadedProtos {
  /** By name: a file that is loaded again takes the place of its older self. */
  readonly files = signal<readonly ProtoFile[]>([]);
  readonly problems = signal<readonly ProtoProblem[]>([]);
  readonly schema = signal<Schema | undefined>(undefined);
  readonly #storage: ProtoStorage;
  readonly #use: (schema: Schema | undefined) => void;

  constructor(storage: ProtoStorage, use: (schema: Schema | undefined) => void) {
    this.#storage = storage;
    this.#use = use;
  }

  /** Reads files together with those that are there. */
  async add(files: readonly ProtoFile[]): Promise<void> {
    const byName = new Map([...this.files.peek(), ...files].map((file) => [file.name, file]));
    await this.#read([...byName.values()]);
  }

  /** Forgets the files: fields have their numbers again. */
  forget(): void {
    this.#take([], undefined, []);
  }

  /** Takes up the files of the panel before, if there are any. */
  async restore(): Promise<void> {
    const files = keptFiles(this.#storage.getItem(KEY));
    if (files.length > 0) await this.#read(files);
  }

  /** The parser is large, and most people never need it. */
  async #read(files: readonly ProtoFile[]): Promise<void> {
    const { readProtoFiles } = await import('../../schema/read-proto.ts');
    const { schema, problems } = readProtoFiles(files);
    this.#take(files, schema, problems);
  }

  #take(
    files: readonly ProtoFile[],
    schema: Schema | undefined,
    problems: readonly ProtoProblem[],
  ): void {
    this.files.value = files;
    this.schema.value = schema;
    this.problems.value = [...problems, ...this.#keep(files)];
    this.#use(schema);
  }

  #keep(files: readonly ProtoFile[]): readonly ProtoProblem[] {
    try {
      if (files.length === 0) this.#storage.removeItem(KEY);
      else this.#storage.setItem(KEY, JSON.stringify(files));
      return [];
    } catch {
      const reason = 'The files are too large to be kept: load them again in the next panel.';
      return [{ file: `${files.length} files`, reason }];
    }
  }
}

function keptFiles(json: string | null): readonly ProtoFile[] {
  try {
    const kept: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(kept) ? kept.filter(isProtoFile) : [];
  } catch {
    return [];
  }
}

function isProtoFile(file: unknown): file is ProtoFile {
  if (typeof file !== 'object' || file === null) return false;
  return (
    'name' in file &&
    'text' in file &&
    [file.name, file.text].every((one) => typeof one === 'string')
  );
}
