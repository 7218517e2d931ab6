import type { JournalRecord } from '../../insight/record.ts';
import type { Message } from '../../journal/message.ts';
import type { Choices } from '../choices.ts';
import { isMessageInScope, isRecordInScope } from '../connections/scope.ts';
import { type Kind, kindOf } from '../kinds.ts';
import type { Recording } from '../recording/recording.ts';

/** Decides which rows the person wants to see. */
export class RowTest {
  #inputs: readonly unknown[] = [];

  constructor(
    readonly recording: Recording,
    readonly choices: Choices,
  ) {}

  /** Another value whenever rows that were tested must be tested again. */
  choice(): unknown {
    const { choices } = this;
    const inputs = [
      choices.filterText.value,
      choices.kinds.value,
      choices.isRaw.value,
      choices.hidesHeartbeats.value,
      choices.scopes.value,
    ];
    if (inputs.some((input, index) => input !== this.#inputs[index])) this.#inputs = inputs;
    return this.#inputs;
  }

  passesRecord(record: JournalRecord): boolean {
    const { choices } = this;
    if (record.isHeartbeat && choices.hidesHeartbeats.peek()) return false;
    if (!isRecordInScope(choices.scopes.peek(), record)) return false;
    return this.#hasKind(record.connection);
  }

  passesMessage(message: Message): boolean {
    if (!isMessageInScope(this.choices.scopes.peek(), message.connection)) return false;
    return this.#hasKind(message.connection);
  }

  #hasKind(connection: string): boolean {
    const kinds = this.choices.kinds.peek();
    if (kinds.size === 0) return true;
    const kind = this.#kind(connection);
    return kind !== undefined && kinds.has(kind);
  }

  #kind(id: string): Kind | undefined {
    const { journal, derivation } = this.recording;
    const connection = journal.connections.get(id);
    return connection && kindOf(connection, derivation.connectionInsight(id));
  }
}
