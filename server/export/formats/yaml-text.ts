import { stringify } from 'yaml';

/** YAML of one document, or of several after each other, with a comment above. */
export function yamlText(documents: readonly unknown[], comment: string): string {
  const texts = documents.map((document) =>
    stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }),
  );
  return `# ${comment}\n${texts.join('---\n')}`;
}
