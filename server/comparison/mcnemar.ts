/**
 * McNemar's exact test with mid-p: how surprising so uneven a split of the discordant pairs would be if A and B were
 * equally good. Two-sided; 1 when nothing is discordant. Source: Fagerland, Lydersen and Laake 2013,
 * doi:10.1186/1471-2288-13-91.
 * @param fixed pairs that only B got right
 * @param broken pairs that only A got right
 */
export function mcnemarMidP(fixed: number, broken: number): number {
  const discordant = fixed + broken;
  const fewer = Math.min(fixed, broken);
  let logChance = -discordant * Math.LN2;
  let upTo = Math.exp(logChance);
  for (let successes = 1; successes <= fewer; successes++) {
    logChance += Math.log((discordant - successes + 1) / successes);
    upTo += Math.exp(logChance);
  }
  return Math.min(1, 2 * upTo - Math.exp(logChance));
}
