import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { invalidArgument, messageOf } from '../errors.ts';
import { checkSourcePath } from '../repository/import/source-path.ts';
import type { ModelSpec, TensorSpec } from '../scheduling/tensor-spec.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { PICTURE_FILE } from './decode-picture.ts';
import { tensorOfText } from './elements-tensor.ts';
import { pictureRow } from './picture-row.ts';
import { eachInput, type InputChoices, type ReadRows, type SetRow } from './set-row.ts';

const LABEL = /^(?:label|class|target)$/i;

/** What the parser gives with `info`, which its types do not say. */
const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * A table with a head. A column called `label` (or class, target) is the label; a column whose cells name PNG or JPEG
 * files beside the table holds pictures; a column called like an input holds its elements, separated by spaces or as
 * JSON; the columns that are left over are, in their order, the elements of the one input that no column is called like.
 * Rows that cannot be read are left out and told by their line.
 * @throws InferdeckError when it is no table at all
 */
export async function readCsv(path: string, choices: InputChoices): Promise<ReadRows> {
  const remarks: string[] = [];
  const lines = readLines(await readFile(path, 'utf8'), basename(path), remarks);
  const [head, ...body] = lines;
  if (head === undefined) throw invalidArgument(`${basename(path)} is empty.`);
  const columns = head.cells.map((name) => name.trim());
  const rows = body.flatMap(({ number, cells }): readonly SetRow[] => {
    if (cells.length === columns.length) return [rowOf({ number, cells }, columns, { path, ...choices })];
    remarks.push(`Line ${number} has ${cells.length} values, the head ${columns.length}; it is left out.`);
    return [];
  });
  return { rows, remarks };
}

function readLines(text: string, name: string, remarks: string[]): readonly Line[] {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error: CsvError | undefined) => {
        remarks.push(`A row is left out: ${error?.message ?? 'it cannot be read'}.`);
        return undefined;
      },
    });
    return Records.parse(records).map(({ record, info }) => ({ number: info.lines, cells: record }));
  } catch (error) {
    throw invalidArgument(`${name} cannot be read as CSV: ${messageOf(error)}`);
  }
}

function rowOf(
  { number, cells }: Line,
  columns: readonly string[],
  { path, ...choices }: InputChoices & { readonly path: string },
): SetRow {
  const labelAt = columns.findIndex((column) => LABEL.test(column));
  const label = labelAt === -1 ? undefined : cells[labelAt]?.trim();
  const about = { name: `line ${number}`, ...(label !== undefined && label !== '' && { label }) };
  const picture = cells.find((cell, at) => at !== labelAt && PICTURE_FILE.test(cell.trim()));
  if (picture !== undefined) {
    const inside = checkSourcePath(picture.trim());
    return pictureRow({ ...about, name: inside }, join(dirname(path), inside), choices);
  }
  return {
    ...about,
    tensors: (spec) =>
      eachInput(spec, async (input) => tensorOfCells(input, spec, { cells, columns, labelAt, choices })),
  };
}

interface Cells {
  readonly cells: readonly string[];
  readonly columns: readonly string[];
  readonly labelAt: number;
  readonly choices: InputChoices;
}

function tensorOfCells(
  input: TensorSpec,
  { inputs }: ModelSpec,
  { cells, columns, labelAt, choices }: Cells,
): Tensor | undefined {
  const at = columns.indexOf(input.name);
  const extents = choices.extents[input.name];
  if (at !== -1) return tensorOfText(cells[at] ?? '', input, extents);
  const unnamed = inputs.filter(({ name }) => !columns.includes(name));
  if (unnamed.length !== 1) return undefined;
  const names = new Set(inputs.map(({ name }) => name));
  const rest = cells.filter((_, column) => column !== labelAt && !names.has(columns[column] ?? ''));
  return rest.length === 0 ? undefined : tensorOfText(rest.join('\n'), input, extents);
}
