import { problemText } from '../../schema/proto-file.ts';
import { counted } from '../wording/bytes.ts';
import type { LoadedProtos } from './loaded-protos.ts';

/** Loads .proto files, says what is wrong in them, and forgets them. */
export function ProtoLoader({ protos }: { readonly protos: LoadedProtos }) {
  const files = protos.files.value;
  return (
    <>
      <label class="link" title="Files that give names to the fields of Protobuf messages">
        {files.length === 0 ? 'Load .proto files …' : 'Load more …'}
        <input
          type="file"
          class="proto-input"
          accept=".proto"
          multiple
          aria-label="Load .proto files"
          data-testid="proto-files"
          onChange={({ currentTarget }) => void load(protos, currentTarget)}
        />
      </label>
      {files.length > 0 && (
        <button
          type="button"
          class="link"
          title={files.map(({ name }) => name).join('\n')}
          data-testid="proto-forget"
          onClick={() => protos.forget()}
        >
          Forget {counted(files.length, 'file')}
        </button>
      )}
      {protos.problems.value.length > 0 && (
        <ul class="proto-problems selectable" role="status" data-testid="proto-problems">
          {protos.problems.value.map((problem) => (
            <li key={problemText(problem)}>{problemText(problem)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

async function load(protos: LoadedProtos, input: HTMLInputElement): Promise<void> {
  const chosen = Array.from(input.files ?? [], async (file) => ({
    name: file.name,
    text: await file.text(),
  }));
  // Otherwise the same file could not be chosen again, changed.
  input.value = '';
  await protos.add(await Promise.all(chosen));
}
