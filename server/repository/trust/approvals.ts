import { join } from 'node:path';
import { z } from 'zod';
import { StateFile } from '../state-file.ts';

const Stored = z.object({
  /** Paths of the model folders that came in through the window with code. */
  held: z.array(z.string()),
  approved: z.array(z.object({ hash: z.string(), at: z.string() })),
});

/** Which models wait for somebody to look at their code, and which code was approved; kept outside the repository. */
export class Approvals {
  readonly #file: StateFile<z.infer<typeof Stored>>;

  private constructor(file: StateFile<z.infer<typeof Stored>>) {
    this.#file = file;
  }

  /** @throws InferdeckError when what was kept cannot be read: nothing may count as approved by mistake */
  static async open(stateFolder: string): Promise<Approvals> {
    const nothing = { held: [], approved: [] };
    return new Approvals(await StateFile.open(join(stateFolder, 'approvals.json'), Stored, nothing));
  }

  /** Whether a model folder needs approval for the code in it. */
  holds(modelPath: string): boolean {
    return this.#file.value.held.includes(modelPath);
  }

  approves(hash: string): boolean {
    return this.#file.value.approved.some((approval) => approval.hash === hash);
  }

  /** From now on code in this folder needs approval. */
  async hold(modelPath: string): Promise<void> {
    const { value } = this.#file;
    if (!this.holds(modelPath)) await this.#file.write({ ...value, held: [...value.held, modelPath] });
  }

  async approve(hash: string): Promise<void> {
    const { value } = this.#file;
    if (this.approves(hash)) return;
    await this.#file.write({
      ...value,
      approved: [...value.approved, { hash, at: new Date().toISOString() }],
    });
  }
}
