import { html, type Markup } from './html.ts';
import { ascending, quantileOfSorted } from './quantile.ts';
import type { Report } from './report.ts';

const WIDTH = 640;
const HEIGHT = 260;
const LEFT = 48;
const BOTTOM = 28;
const STEPS = 100;
/** The slowest percent lies beyond the edge. */
const EDGE = 0.99;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Which share of the requests was answered within which time, for both sides, as a picture that needs nothing else. */
export function latencyCurves({ run, a, b }: Pick<Report, 'run' | 'a' | 'b'>): Markup {
  const sorted = { a: ascending(run.latency.a), b: ascending(run.latency.b) };
  const most = Math.max(quantileOfSorted(sorted.a, EDGE), quantileOfSorted(sorted.b, EDGE)) || 1;
  const x = (milliseconds: number) => LEFT + (milliseconds / most) * (WIDTH - LEFT - 8);
  const y = (share: number) => 8 + (1 - share) * (HEIGHT - BOTTOM - 8);
  const curve = (samples: ArrayLike<number>) =>
    Array.from({ length: Math.round(STEPS * EDGE) + 1 }, (_, step) => {
      const share = step / STEPS;
      return `${x(quantileOfSorted(samples, share)).toFixed(1)},${y(share).toFixed(1)}`;
    }).join(' ');
  const label = `Share of requests answered, by milliseconds, for A ${a} and B ${b}`;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${TICKS.map((share) => html`<path class="grid" d="M${LEFT} ${y(share)}H${WIDTH - 8}"/><text x="${LEFT - 6}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`)}
${TICKS.map((share) => html`<text x="${x(share * most)}" y="${HEIGHT - 8}" text-anchor="middle">${(share * most).toPrecision(2)} ms</text>`)}
<polyline class="a" points="${curve(sorted.a)}"/><polyline class="b" points="${curve(sorted.b)}"/>
</svg>`;
}
