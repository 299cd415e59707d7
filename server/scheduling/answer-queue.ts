import type { ModelAnswer } from '../backends/backend.ts';

/** Answers of a decoupled model between the instance that gives them and the caller who takes them in turn. */
export class AnswerQueue implements AsyncIterable<ModelAnswer> {
  readonly #answers: ModelAnswer[] = [];
  #arrived: () => void = () => {};
  #end: (last: ModelAnswer) => void = () => {};
  #isOver = false;
  /** Settles with the final answer when it is given, whether or not anyone takes it. */
  readonly over: Promise<ModelAnswer> = new Promise((resolve) => {
    this.#end = resolve;
  });

  /** What comes after the final answer is dropped. */
  readonly push = (answer: ModelAnswer): void => {
    if (this.#isOver) return;
    this.#isOver = answer.final;
    this.#answers.push(answer);
    this.#arrived();
    if (answer.final) this.#end(answer);
  };

  async *[Symbol.asyncIterator](): AsyncGenerator<ModelAnswer> {
    for (;;) {
      const answer = this.#answers.shift();
      if (answer === undefined) {
        await new Promise<void>((resolve) => {
          this.#arrived = resolve;
        });
        continue;
      }
      yield answer;
      if (answer.final) return;
    }
  }
}
