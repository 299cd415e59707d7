import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { InferdeckError, messageOf } from '../../errors.ts';
import { writeAtomically } from '../write-atomically.ts';

const Stored = z.object({
  /** Paths of the model folders that came in through the window with code. */
  held: z.array(z.string()),
  approved: z.array(z.object({ hash: z.string(), at: z.string() })),
});

type Stored = z.infer<typeof Stored>;

/** Which models wait for somebody to look at their code, and which code was approved; kept outside the repository. */
export class Approvals {
  readonly #file: string;
  readonly #stored: Stored;

  private constructor(file: string, stored: Stored) {
    this.#file = file;
    this.#stored = stored;
  }

  /** @throws InferdeckError when what was kept cannot be read: nothing may count as approved by mistake */
  static async open(stateFolder: string): Promise<Approvals> {
    const file = join(stateFolder, 'approvals.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return new Approvals(file, { held: [], approved: [] });
    try {
      return new Approvals(file, Stored.parse(JSON.parse(text)));
    } catch (error) {
      throw new InferdeckError('internal', `Cannot read what code was approved: ${messageOf(error)}`, {
        nextStep: `Mend ${file}, or remove it; models that came in through the window then count as your own.`,
        cause: error,
      });
    }
  }

  /** Whether a model folder needs approval for the code in it. */
  holds(modelPath: string): boolean {
    return this.#stored.held.includes(modelPath);
  }

  approves(hash: string): boolean {
    return this.#stored.approved.some((approval) => approval.hash === hash);
  }

  /** From now on code in this folder needs approval. */
  async hold(modelPath: string): Promise<void> {
    if (this.holds(modelPath)) return;
    this.#stored.held.push(modelPath);
    await this.#save();
  }

  async approve(hash: string): Promise<void> {
    if (this.approves(hash)) return;
    this.#stored.approved.push({ hash, at: new Date().toISOString() });
    await this.#save();
  }

  async #save(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    await writeAtomically(this.#file, JSON.stringify(this.#stored, null, 2), dirname(this.#file));
  }
}
