import { StringDecoder } from 'node:string_decoder';

/** Reads a process's output line by line, also when somebody removes its listeners on the way. */
export class LineReader {
  /** Settles after the last line. */
  readonly ended: Promise<void>;
  readonly #stream: NodeJS.ReadableStream;
  readonly #onLine: (line: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #end: () => void = () => {};

  constructor(stream: NodeJS.ReadableStream, onLine: (line: string) => void) {
    this.#stream = stream;
    this.#onLine = onLine;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#listen();
  }

  /** Takes up reading where it was left. */
  resume(): void {
    this.#stream.off('data', this.#take).off('end', this.#finish);
    this.#listen();
  }

  #listen(): void {
    this.#stream.on('data', this.#take).on('end', this.#finish);
  }

  readonly #take = (chunk: Buffer): void => {
    const lines = (this.#rest + this.#decoder.write(chunk)).split(/\r?\n/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
  };

  readonly #finish = (): void => {
    const last = this.#rest + this.#decoder.end();
    if (last !== '') this.#onLine(last);
    this.#rest = '';
    this.#end();
  };
}
