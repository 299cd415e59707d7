/** `max_batch_size` to `maxBatchSize`, as protobuf JSON also spells it; a leading underscore makes the first letter large. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
