import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { invalidArgument, messageOf } from '../errors.ts';
import { checkSourcePath } from '../repository/import/source-path.ts';
import { tensorOfText } from './elements-tensor.ts';
import { pictureRow } from './picture-row.ts';
import { eachInput, type InputChoices, type ReadRows, type SetRow } from './set-row.ts';

const label = z.union([z.string(), z.number(), z.boolean()]).transform(String).optional();
const JsonRow = z.union([
  z.object({ picture: z.string(), label }),
  z.object({ inputs: z.record(z.string(), z.unknown()), label }),
]);

/**
 * One JSON object a line: `{"label": "3", "picture": "3/07.png"}` with a path beside the file, or
 * `{"label": "3", "inputs": {"x": [[…]]}}` with the elements of each input, nested or flat. Lines that cannot be read
 * are left out and told.
 */
export async function readJsonLines(path: string, choices: InputChoices): Promise<ReadRows> {
  const remarks: string[] = [];
  const text = await readFile(path, 'utf8');
  const rows = text.split(/\r?\n/).flatMap((line, at): readonly SetRow[] => {
    if (line.trim() === '') return [];
    try {
      return [rowOf(line, at + 1, { path, ...choices })];
    } catch (error) {
      remarks.push(`Line ${at + 1} is left out: ${messageOf(error)}`);
      return [];
    }
  });
  if (rows.length === 0 && remarks.length === 0) throw invalidArgument(`${basename(path)} is empty.`);
  return { rows, remarks };
}

function rowOf(
  line: string,
  number: number,
  { path, ...choices }: InputChoices & { readonly path: string },
): SetRow {
  const parsed = JsonRow.safeParse(JSON.parse(line));
  if (!parsed.success) {
    throw invalidArgument('it has neither "picture" nor "inputs", or they are not what they should be.');
  }
  const row = parsed.data;
  const about = { name: `line ${number}`, ...(row.label !== undefined && { label: row.label }) };
  if ('picture' in row) {
    const inside = checkSourcePath(row.picture);
    return pictureRow({ ...about, name: inside }, join(dirname(path), inside), choices);
  }
  const { inputs } = row;
  return {
    ...about,
    tensors: (spec) =>
      eachInput(spec, async (input) => {
        const elements = inputs[input.name];
        if (elements === undefined) return undefined;
        const list = Array.isArray(elements) ? elements : [elements];
        return tensorOfText(JSON.stringify(list), input, choices.extents[input.name]);
      }),
  };
}
