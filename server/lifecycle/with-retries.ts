/** Tries something, and so many times again. @throws what the last attempt threw */
export async function withRetries(attempt: () => Promise<void>, retries: number): Promise<void> {
  for (let left = retries; left > 0; left -= 1) {
    try {
      return await attempt();
    } catch {
      // The next attempt says it again, or succeeds.
    }
  }
  await attempt();
}
