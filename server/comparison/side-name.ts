import type { ComparisonPlan, ComparisonSide } from './plan.ts';

/** What a side is called: `v1` where both are of one model, `mnist v1` otherwise; `v1 with another config`, `v1 at gpu-box:8000`. */
export function sideName(side: ComparisonSide, { a, b }: Pick<ComparisonPlan, 'a' | 'b'>): string {
  const name = a.model === b.model ? `v${side.version}` : `${side.model} v${side.version}`;
  if (side.kind === 'remote') return `${name} at ${hostOf(side.url)}`;
  return side.kind === 'config' ? `${name} with another config` : name;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
