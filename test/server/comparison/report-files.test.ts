import { describe, expect, it } from 'vitest';
import { html } from '../../../server/comparison/html.ts';
import { compareLatency } from '../../../server/comparison/latency.ts';
import { portablePlan } from '../../../server/comparison/portable-plan.ts';
import { classesCsv, latenciesCsv, samplesCsv } from '../../../server/comparison/report-csv.ts';
import { reportHtml } from '../../../server/comparison/report-html.ts';
import { type Report, reportOn } from '../../../server/comparison/report.ts';
import type { SampleResult } from '../../../server/comparison/run.ts';
import { regressions, verdictSentence } from '../../../server/comparison/verdict-sentence.ts';
import { reportOrigin } from '../../support/report-origin.ts';

const HOSTILE = '<script>alert("x")</script>';

/** `slower` times as slow a B, which is wrong where A is right in the first `broken` of a hundred samples. */
function reportWith({ slower = 1, broken = 0, name = 'digits/7/13.png' } = {}): Report {
  const top = (label: string) => [{ index: Number(label), label, score: 0.9 }] as const;
  const results = Array.from(
    { length: 100 },
    (_, at): SampleResult => ({
      at,
      name: at === 0 ? name : `s${at}`,
      label: '7',
      outputs: [],
      ranked: { a: top('7'), b: top(at < broken ? '1' : '7') },
    }),
  );
  const a = Array.from({ length: 100 }, (_, at) => 1 + (at % 7) / 100);
  const run = { results, latency: { a, b: a.map((value) => value * slower) }, warmUp: 10, failures: [] };
  const origin = reportOrigin({ remarks: [HOSTILE] });
  const method = { seed: 5, resamples: 200, relativeMargin: 0.05 };
  return reportOn(origin, run, compareLatency(run.latency.a, run.latency.b, method));
}

describe('what a comparison comes to', () => {
  it('is one sentence', () => {
    expect(verdictSentence(reportWith({ slower: 2, broken: 30 }))).toMatch(
      /^v2 is less accurate by 30\.0 points \(95 % interval -\d+\.\d … -\d+\.\d\); v2 answers 1\.0\d ms later\.$/,
    );
  });

  it('is a regression where B is worse beyond the margin, and nowhere else', () => {
    expect(regressions(reportWith())).toEqual([]);
    expect(regressions(reportWith({ broken: 30 }))).toEqual(['accuracy']);
    expect(regressions(reportWith({ slower: 2 }))).toContain('latency p50');
    expect(regressions(reportWith({ slower: 0.5 }))).toEqual([]);
  });
});

describe('a report as a page', () => {
  const page = reportHtml(reportWith({ broken: 3, name: HOSTILE }));

  it('holds verdict, numbers, changed samples, hashes and how to repeat it', () => {
    for (const words of [
      'Accuracy',
      'Fixed by B',
      'p99',
      'Class by class',
      'broken',
      'SHA-256 abc',
      'SHA-256 def',
      '"seed": 5',
    ]) {
      expect(page).toContain(words.replaceAll('"', '&#34;'));
    }
    expect(page).toMatch(/<polyline class="a" points="[\d., ]+"\/><polyline class="b"/);
  });

  it('needs nothing else, and runs nothing', () => {
    expect(page).not.toMatch(/<script|src=|href=|@import|url\(/i);
    expect(page).toContain('&#60;script&#62;');
  });
});

it('markup takes text as text', () => {
  expect(html`<b title="${'"'}">${'<&>'}${3}${undefined}${[html`<i/>`, '<']}</b>`.markup).toBe(
    '<b title="&#34;">&#60;&#38;&#62;3<i/>&#60;</b>',
  );
});

it('tables have a row for each sample and each pair of latencies, with commas and quotes kept apart', () => {
  const report = reportWith({ broken: 1, name: 'a,"b"' });
  expect(samplesCsv(report).split('\r\n').slice(0, 2)).toEqual([
    'sample,label,a,a_score,b,b_score,outcome',
    '"a,""b""",7,7,0.9,1,0.9,broken',
  ]);
  expect(classesCsv(report).split('\r\n').slice(0, 3)).toEqual([
    'class,samples,a_recall,a_precision,a_f1,b_recall,b_precision,b_f1',
    '1,0,,,,,0,0',
    `7,100,1,1,1,0.99,1,${(2 * 99) / 199}`,
  ]);
  expect(latenciesCsv(report).trimEnd().split('\r\n')).toHaveLength(101);
});

it('a set that one server keeps becomes files in a plan that leaves it', () => {
  expect(portablePlan(reportWith()).set).toEqual({ kind: 'files', path: 'digits', hash: 'def' });
});
