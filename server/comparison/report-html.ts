import { confusionOf } from './confusion.ts';
import { html, type Markup } from './html.ts';
import { latencyCurves } from './latency-curves.ts';
import type { PercentileComparison } from './latency.ts';
import { perClass } from './per-class.ts';
import { portablePlan } from './portable-plan.ts';
import { judgedSamples, type OutputRow, type Report, type SideFacts } from './report.ts';
import { needs, VERDICT_WORDS } from './sentence.ts';
import type { Verdict } from './verdict.ts';
import { verdictSentence } from './verdict-sentence.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --a: #2a62d8; --b: #b8500d; }
body { max-width: 960px; margin: 32px auto; padding: 0 24px; font: 14px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; } h2 { margin-top: 32px; font-size: 16px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: end; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; text-align: start; }
pre { overflow: auto; padding: 12px; border: 1px solid var(--line); border-radius: 6px; }
code { overflow-wrap: anywhere; }
svg { width: 100%; } svg text { fill: currentColor; font-size: 11px; }
.grid { stroke: var(--line); } polyline { fill: none; stroke-width: 2; }
.a { stroke: var(--a); } .b { stroke: var(--b); stroke-dasharray: 7 3; }
.key-a { color: var(--a); } .key-b { color: var(--b); }`;

/** A report as one page that needs no network: verdict, charts, tables, and everything to repeat it with. */
export function reportHtml(report: Report): string {
  const { a, b, at, remarks, run } = report;
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${a} against ${b}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<h1>${verdictSentence(report)}</h1>
<p><strong class="key-a">A ${a}</strong> against <strong class="key-b">B ${b}</strong>, ${new Date(at).toISOString()}</p>
${remarks.map((remark) => html`<p>${remark}</p>`)}
${run.failures.length === 0 ? undefined : html`<p>${run.failures.length} samples are left out; the first, ${run.failures[0]?.name}: ${run.failures[0]?.why}</p>`}
${accuracySection(report)}
${latencySection(report)}
<h2>Outputs, B against A</h2>
${outputsTable(report.outputs)}
${classesSection(report)}
${changedSection(report)}
${originSection(report)}
</body>
</html>
`;
  return markup;
}

function verdictWords(verdict: Verdict, unit: 'samples' | 'requests'): string {
  const word = VERDICT_WORDS[verdict.state];
  return verdict.state === 'undecided' ? `${word}, ${needs(verdict.moreSamples, unit)}` : word;
}

function accuracySection({ accuracy, plan }: Report): Markup | undefined {
  if (accuracy === undefined) return undefined;
  const { numbers, verdict } = accuracy;
  const { counts, samples, sameAnswer, difference, interval, midP } = numbers;
  const rows: readonly (readonly [string, string])[] = [
    ['Verdict', `${verdictWords(verdict, 'samples')} (margin ${plan.margins.accuracyPoints} points)`],
    ['Right answers', `${percent(numbers.a)} → ${percent(numbers.b)} of ${samples}`],
    [
      'Difference',
      `${difference.toFixed(1)} points, 95 % interval ${interval.low.toFixed(1)} … ${interval.high.toFixed(1)}`,
    ],
    ['McNemar mid-p', midP < 0.001 ? midP.toExponential(1) : midP.toFixed(3)],
    ['Same answer', percent(sameAnswer / samples)],
    ['Both right', String(counts['both-right'])],
    ['Fixed by B', String(counts.fixed)],
    ['Broken by B', String(counts.broken)],
    ['Both wrong', String(counts['both-wrong'])],
  ];
  return html`<h2>Accuracy</h2>${factsTable(rows)}`;
}

function latencySection(report: Report): Markup {
  const { latency, run, plan } = report;
  return html`<h2>Latency</h2>
<p>${latency.samples} requests to each side, interleaved in random order, ${run.warmUp} warm-up requests to each left out; margin ${plan.margins.relativeLatency * 100} %.</p>
${latencyCurves(report)}
<table><thead><tr><th>Percentile</th><th>A, ms</th><th>B, ms</th><th>Difference</th><th>95 % interval</th><th>Verdict</th></tr></thead>
<tbody>${latency.percentiles.map(percentileRow)}</tbody></table>`;
}

function percentileRow({ percentile, a, b, difference, interval, verdict }: PercentileComparison): Markup {
  const between = interval === undefined ? 'too few' : `${ms(interval.low)} … ${ms(interval.high)}`;
  return html`<tr><td>p${Math.round(percentile * 100)}</td><td>${ms(a)}</td><td>${ms(b)}</td><td>${ms(difference)}</td><td>${between}</td><td>${verdictWords(verdict, 'requests')}</td></tr>
`;
}

function outputsTable(outputs: readonly OutputRow[]): Markup {
  const number = (value: number | undefined) => (value === undefined ? '' : value.toPrecision(4));
  return html`<table><thead><tr><th>Output</th><th>Samples that differ</th><th>Largest</th><th>Mean</th><th>Largest relative</th><th>Lowest cosine</th></tr></thead>
<tbody>${outputs.map(
    (row) =>
      html`<tr><td><code>${row.name}</code> ${row.problem}</td><td>${row.differing} of ${row.compared}</td><td>${number(row.maxAbsolute)}</td><td>${number(row.meanAbsolute)}</td><td>${number(row.maxRelative)}</td><td>${number(row.lowestCosine)}</td></tr>
`,
  )}</tbody></table>`;
}

function classesSection({ run }: Report): Markup | undefined {
  const judged = judgedSamples(run);
  if (judged.length === 0) return undefined;
  const share = (value: number | undefined) => (value === undefined ? '' : percent(value));
  return html`<h2>Class by class</h2>
<table><thead><tr><th>Class</th><th>Samples</th><th>Recall of A</th><th>of B</th><th>Precision of A</th><th>of B</th><th>F1 of A</th><th>of B</th></tr></thead>
<tbody>${perClass(judged, confusionOf(judged)).map(
    ({ name, samples, a, b }) =>
      html`<tr><td>${name}</td><td>${samples}</td><td>${share(a.recall)}</td><td>${share(b.recall)}</td><td>${share(a.precision)}</td><td>${share(b.precision)}</td><td>${share(a.f1)}</td><td>${share(b.f1)}</td></tr>
`,
  )}</tbody></table>`;
}

function changedSection(report: Report): Markup | undefined {
  const changed = judgedSamples(report.run).filter(({ outcome }) => outcome !== 'both-right');
  if (changed.length === 0) return undefined;
  return html`<h2>Samples that either side gets wrong</h2>
<table><thead><tr><th>Sample</th><th>Is</th><th>A says</th><th>B says</th><th></th></tr></thead>
<tbody>${changed.map(
    ({ name, label, a, b, outcome }) =>
      html`<tr><td>${name}</td><td>${label}</td><td>${a.label}</td><td>${b.label}</td><td>${outcome.replace('-', ' ')}</td></tr>
`,
  )}</tbody></table>`;
}

function originSection(report: Report): Markup {
  const { plan, set, sides, environment } = report;
  const { inferdeck, system, processor, cores, memoryBytes, load } = environment;
  const rows: readonly (readonly [string, string])[] = [
    ['Inputs', `${set.name}, ${set.samples} samples${set.hash === undefined ? '' : `, SHA-256 ${set.hash}`}`],
    ['Seed', String(plan.seed)],
    ['Intervals', 'block bootstrap for quantiles, paired for accuracy; Holm’s correction over all verdicts'],
    ['Inferdeck', inferdeck],
    ['Computer', `${processor}, ${cores} cores, ${(memoryBytes / 1024 ** 3).toFixed(0)} GB, ${system}`],
    ['Load before and after', `${load.before.toFixed(2)}, ${load.after.toFixed(2)}`],
  ];
  return html`<h2>How it was made, and how to repeat it</h2>
${factsTable(rows)}
<p>Save this as a file and run <code>npm run compare -- FILE --model-repository FOLDER</code>:</p>
<pre>${JSON.stringify(portablePlan(report), null, 2)}</pre>
${sideSection('A', sides.a)}${sideSection('B', sides.b)}`;
}

function sideSection(side: 'A' | 'B', { model, version, backend, files, config }: SideFacts): Markup {
  const hashes = Object.entries(files).map(([path, hash]) => [path, `SHA-256 ${hash}`] as const);
  return html`<h2>${side}: ${model} version ${version}, ${backend}</h2>
${factsTable(hashes)}<pre>${config}</pre>`;
}

function factsTable(rows: readonly (readonly [string, string])[]): Markup {
  return html`<table><tbody>${rows.map(
    ([name, value]) => html`<tr><td>${name}</td><td>${value}</td></tr>
`,
  )}</tbody></table>`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const ms = (value: number) => value.toFixed(3);
