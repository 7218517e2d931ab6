/** A request that the server will not do, with what the client can do instead. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly whatToDo: string;

  constructor(statusCode: number, message: string, whatToDo: string) {
    super(message);
    this.statusCode = statusCode;
    this.whatToDo = whatToDo;
  }

  /** The body of every refused answer. */
  toJSON(): RefusalBody {
    return { error: this.message, whatToDo: this.whatToDo };
  }
}

export interface RefusalBody {
  readonly error: string;
  readonly whatToDo: string;
}
