import ts from 'typescript';

/** One thing of Electron's that the sources use: `App.quit`, `App 'second-instance'`, `CustomScheme.scheme`. */
export type Usage = string;

/** Everything the sources use of electron.d.ts, by the checker's word, sorted. */
export function usagesOfElectron(files: readonly string[], options: ts.CompilerOptions): readonly Usage[] {
  const program = ts.createProgram([...files], options);
  const checker = program.getTypeChecker();
  const found = new Set<Usage>();
  const visit = (node: ts.Node): void => {
    for (const usage of usagesAt(node, checker)) found.add(usage);
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source !== undefined) visit(source);
  }
  return [...found].sort();
}

function usagesAt(node: ts.Node, checker: ts.TypeChecker): readonly Usage[] {
  if (ts.isPropertyAccessExpression(node)) return named(checker.getSymbolAtLocation(node.name));
  if (ts.isObjectBindingPattern(node)) {
    const type = checker.getTypeAtLocation(node);
    return node.elements.flatMap(({ propertyName, name }) =>
      named(type.getProperty((propertyName ?? name).getText())),
    );
  }
  if (ts.isObjectLiteralExpression(node)) {
    const type = checker.getContextualType(node);
    return node.properties.flatMap(({ name }) =>
      type === undefined || name === undefined ? [] : named(propertyOf(type, name.getText())),
    );
  }
  return ts.isCallExpression(node) ? eventAt(node, checker) : [];
}

/** Of a union too, such as an option that may be an object or true. */
function propertyOf(type: ts.Type, name: string): ts.Symbol | undefined {
  const parts = type.isUnion() ? type.types : [type];
  return parts.map((part) => part.getProperty(name)).find((property) => property !== undefined);
}

function eventAt(call: ts.CallExpression, checker: ts.TypeChecker): readonly Usage[] {
  const [first] = call.arguments;
  if (first === undefined || !ts.isStringLiteral(first) || !ts.isPropertyAccessExpression(call.expression))
    return [];
  if (!['on', 'once'].includes(call.expression.name.text)) return [];
  const owner = ownerOf(checker.getSymbolAtLocation(call.expression.name));
  return owner === undefined ? [] : [`${owner} '${first.text}'`];
}

function named(symbol: ts.Symbol | undefined): readonly Usage[] {
  const owner = ownerOf(symbol);
  const isListening = ['on', 'once'].includes(symbol?.name ?? '') && owner !== 'IpcRenderer';
  return owner === undefined || isListening ? [] : [`${owner}.${symbol?.name}`];
}

/** The class or interface of electron.d.ts that declares a member. */
function ownerOf(symbol: ts.Symbol | undefined): string | undefined {
  const declaration = symbol?.declarations?.find((each) =>
    each.getSourceFile().fileName.endsWith('electron.d.ts'),
  );
  const parent = declaration?.parent;
  if (parent === undefined) return undefined;
  if (ts.isClassDeclaration(parent) || ts.isInterfaceDeclaration(parent)) return parent.name?.text;
  return undefined;
}
