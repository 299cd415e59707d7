import { parse } from 'csv-parse/browser/esm/sync';
import { invalidArgument, messageOf } from '../../../../server/errors.ts';

/** How a number begins. */
const NUMBER = /^[-+]?\.?\d/;
/** Those that do not occur in numbers come first. */
const DELIMITERS = ['\t', ';', ','];

/**
 * The values of a table, row by row, as a person types them; a first row without any number is its head.
 * @throws InferdeckError naming the row that would come in wrong
 */
export function tableText(name: string, text: string): string {
  const rows = rowsOf(name, text);
  const isHead = (rows[0] ?? []).every((cell) => !NUMBER.test(cell));
  const body = rows.slice(isHead ? 1 : 0);
  body.forEach((cells, index) => {
    const row = `Row ${index + (isHead ? 2 : 1)} of ${name}`;
    const other = body[0]?.length ?? 0;
    if (cells.length !== other) {
      throw invalidArgument(`${row} has ${cells.length} values, the rows before it ${other}.`);
    }
    const halved = cells.find((cell) => cell.includes(','));
    if (halved !== undefined) {
      throw invalidArgument(`${row} holds '${halved}'; write numbers with a point.`);
    }
  });
  return body.map((cells) => cells.join(', ')).join('\n');
}

function rowsOf(name: string, text: string): readonly (readonly string[])[] {
  const delimiter = DELIMITERS.find((sign) => text.includes(sign)) ?? ',';
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw invalidArgument(`${name} cannot be read as CSV: ${messageOf(error)}`);
  }
}
