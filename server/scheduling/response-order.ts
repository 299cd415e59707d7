/** Lets answers leave in the order in which their requests came. */
export class ResponseOrder {
  readonly #line: { send: (() => void) | undefined }[] = [];

  /** Takes a place in the line. @returns what to call with the way to answer, once the answer is there */
  takePlace(): (send: () => void) => void {
    const place: { send: (() => void) | undefined } = { send: undefined };
    this.#line.push(place);
    return (send) => {
      place.send = send;
      this.#advance();
    };
  }

  #advance(): void {
    for (let next = this.#line[0]; next?.send !== undefined; next = this.#line[0]) {
      this.#line.shift();
      next.send();
    }
  }
}
