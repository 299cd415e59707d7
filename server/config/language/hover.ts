import type { ConfigContext } from '../context.ts';
import type { TextRange } from '../problem.ts';
import { enumValues } from '../schema/enums.ts';
import type { Field } from '../schema/field.ts';
import { fieldOf } from '../schema/schema.ts';
import type { SignatureTensor } from '../signature.ts';
import { describeShape } from '../signature.ts';
import type { ConfigDocument, EntryNode, Token } from '../text/document.ts';
import { rangeOf } from '../text/document.ts';
import { nodesOf } from '../text/written.ts';
import type { Surroundings } from '../text/surroundings.ts';
import { surroundingsAt } from '../text/surroundings.ts';
import { defaultText, typeText } from './type-text.ts';

/** What the editor says about the word under the pointer. */
export interface Hover {
  readonly range: TextRange;
  readonly title: string;
  /** The type, such as `uint64`, or where the thing comes from. */
  readonly detail: string;
  readonly doc: string;
  readonly default?: string;
}

/** The help for what stands at an offset: a field, an enum value, or a tensor of the model. */
export function hoverAt(document: ConfigDocument, offset: number, context: ConfigContext): Hover | undefined {
  const around = surroundingsAt(document, offset);
  const { entry } = around;
  const field = entry && fieldOf(around, entry.name.text);
  if (entry === undefined || field === undefined) return undefined;
  if (isIn(entry.name, offset))
    return { range: rangeOf(document.lineStarts, entry.name), ...fieldHelp(entry.name.text, field) };
  const token = tokenAt(entry, offset);
  const help = token && valueHelp(token, field, around, context);
  return token && help && { range: rangeOf(document.lineStarts, token), ...help };
}

const isIn = ({ start, end }: Token, offset: number) => start <= offset && offset <= end;

function tokenAt(entry: EntryNode, offset: number): Token | undefined {
  const tokens = nodesOf([entry]).flatMap((node) => (node.kind === 'scalar' ? node.tokens : []));
  return tokens.find((token) => isIn(token, offset));
}

function fieldHelp(name: string, field: Field): Omit<Hover, 'range'> {
  const usual = defaultText(field);
  return {
    title: name,
    detail: typeText(field),
    doc: field.doc,
    ...(usual !== undefined && { default: usual }),
  };
}

function valueHelp(
  token: Token,
  field: Field,
  around: Surroundings,
  context: ConfigContext,
): Omit<Hover, 'range'> | undefined {
  if (field.kind === 'enum') {
    const known = Object.entries(enumValues(field.type)).find(([name]) => name === token.text);
    return known && { title: known[0], detail: field.type, doc: known[1].doc };
  }
  const side = { ModelInput: 'inputs', ModelOutput: 'outputs' } as const;
  if (around.typeName !== 'ModelInput' && around.typeName !== 'ModelOutput') return undefined;
  const tensor = context.signature?.[side[around.typeName]].find(
    ({ name }) => JSON.stringify(name) === token.text,
  );
  return tensor && tensorHelp(tensor);
}

function tensorHelp(tensor: SignatureTensor): Omit<Hover, 'range'> {
  const doc =
    tensor.optional === true
      ? 'The model brings a value of its own for it.'
      : 'As the model file declares it.';
  return { title: tensor.name, detail: `${tensor.datatype} ${describeShape(tensor)}`, doc };
}
