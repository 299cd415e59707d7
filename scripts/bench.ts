/**
 * `npm run bench`: how fast the server is, against ONNX Runtime itself in the same run. `-- --json FILE` also writes the
 * rows as JSON; `-- --only 'hot swaps'` runs what has that in its title; `-- --soak` runs ten minutes at 80 % load instead,
 * `-- --soak --minutes N` so many. The method stands in test/bench/README.md.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runBenchmarks } from '../test/bench/run.ts';
import { soak } from '../test/bench/soak.ts';
import { formatTable } from '../test/bench/table.ts';
import { build } from './lib/build.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    soak: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '10' },
  },
});
const say = (title: string) => console.error(`… ${title}`);
await build();
const rows = values.soak ? await soak(Number(values.minutes), say) : await runBenchmarks(say, values.only);
console.log(formatTable(rows));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
