import { randomUUID } from 'node:crypto';
import type { DiagnosticsBundle, DiagnosticsFile } from './contract.ts';
import { type Private, scrub } from './scrub.ts';
import { zipOf } from './zip.ts';

/** What a bundle is made from: files as they are, with everything in them. */
export interface DiagnosticsSources {
  readonly files: () => Promise<readonly DiagnosticsFile[]>;
  readonly about: Private;
}

/** Makes bundles for somebody who is asked for help. What was looked at is what is saved. */
export class Diagnostics {
  readonly #sources: DiagnosticsSources;
  #latest: DiagnosticsBundle | undefined;

  constructor(sources: DiagnosticsSources) {
    this.#sources = sources;
  }

  /** Collects everything and takes out what is nobody's business. */
  async collect(): Promise<DiagnosticsBundle> {
    const { files, about } = this.#sources;
    const collected = await files();
    const scrubbed = collected.map(({ path, text }) => ({
      path: scrub(path, about),
      text: scrub(text, about),
    }));
    this.#latest = { id: randomUUID(), files: [README, ...scrubbed] };
    return this.#latest;
  }

  /** The bundle that was looked at, as a zip archive; undefined when there has been another since. */
  async zip(id: string): Promise<Buffer | undefined> {
    return this.#latest?.id === id ? await zipOf(this.#latest.files) : undefined;
  }
}

const README: DiagnosticsFile = {
  path: 'README.txt',
  text: `What an Inferdeck server knows about itself, for somebody who helps with a problem.

The home folder is written as ~, the names of the person and the computer as <user> and <computer>, and what looks like
a secret, or is called one, as <hidden>. No model, no input and no answer is in here, unless code of a model wrote them
into the log. Nothing is sent anywhere: this file is wherever it was saved.
`,
};
