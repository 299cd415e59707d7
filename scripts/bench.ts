/**
 * `npm run bench`: how fast the server is, against ONNX Runtime itself in the same run. `-- --json FILE` also writes the
 * rows as JSON. The method stands in test/bench/README.md.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runBenchmarks } from '../test/bench/run.ts';
import { formatTable } from '../test/bench/table.ts';
import { build } from './lib/build.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
await build();
const rows = await runBenchmarks((title) => console.error(`… ${title}`));
console.log(formatTable(rows));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
