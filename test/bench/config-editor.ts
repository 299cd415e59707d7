import { diagnose } from '../../server/config/language/diagnose.ts';
import { readConfig } from '../../server/config/read.ts';
import { writeConfig } from '../../server/config/text/write.ts';
import { contextFor } from '../support/config-context.ts';
import { FLOWERS } from '../support/config-samples.ts';
import { quantile, sample } from './measure.ts';
import { type BenchRow, row } from './table.ts';

/** How long the editor's diagnostics take after a keystroke: everything that it runs between text and squiggles. */
export async function configDiagnostics(): Promise<readonly BenchRow[]> {
  // While somebody types, the text is mostly wrong in one place.
  const text = longConfig().replace('\nmax_batch_size', '\nmax_batch_siz');
  const lines = text.split('\n').length;
  const context = contextFor('flowers');
  const keystroke = () => Promise.resolve(diagnose(text, context));
  await sample(50, keystroke);
  const times = await sample(500, keystroke);
  return [
    row(`diagnose a config of ${lines} lines: p50`, 'ms', quantile(times, 0.5)),
    row(`diagnose a config of ${lines} lines: p99`, 'ms', quantile(times, 0.99)),
  ];
}

/** A model with 50 inputs and 30 outputs, one field a line. */
function longConfig(): string {
  const { config } = readConfig(FLOWERS);
  const input = numbered(50, config.input);
  return writeConfig({ ...config, input, output: numbered(30, config.output), model_warmup: [] });
}

function numbered<T extends { readonly name: string }>(count: number, [first]: readonly T[]): readonly T[] {
  if (first === undefined) return [];
  return Array.from({ length: count }, (_, index) => ({ ...first, name: `${first.name}_${index}` }));
}
