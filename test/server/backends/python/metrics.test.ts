import { describe, expect, test } from 'vitest';
import { modelPy, vector, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { binaryRequest } from '../../../support/v2-client.ts';

const SOURCE = modelPy(`
  def initialize(self, args):
    family = pb_utils.MetricFamily("rows_seen", "Rows that the model saw", pb_utils.MetricFamily.COUNTER)
    self.rows = family.Metric(labels={"of": "m"})
    self.last = pb_utils.MetricFamily("last_row", "The last row", pb_utils.MetricFamily.GAUGE).Metric()
    sizes = pb_utils.MetricFamily("sizes", "Sizes of rows", pb_utils.MetricFamily.HISTOGRAM)
    self.sizes = sizes.Metric(buckets=[1, 10])
    for wrong in (lambda: self.rows.increment(-1), lambda: self.rows.set(1), lambda: self.sizes.value(),
                  lambda: pb_utils.MetricFamily("nv_own"), lambda: sizes.Metric()):
      try:
        wrong()
        raise AssertionError("not refused")
      except pb_utils.TritonModelException:
        pass
  def execute(self, requests):
    number = float(requests[0].inputs()[0].as_numpy()[0])
    self.rows.increment(1)
    self.last.set(number)
    self.sizes.observe(number)
    assert self.rows.value() >= 1
    return [pb_utils.InferenceResponse([pb_utils.Tensor("out", requests[0].inputs()[0].as_numpy())])]
`);

async function page({ metrics }: TestServer): Promise<readonly string[]> {
  return (await (await fetch(`http://127.0.0.1:${metrics?.port}/metrics`)).text()).split('\n');
}

describe('the metrics of a model.py', () => {
  test('stand on the metrics page, and leave with the model', async () => {
    const server = await startServer(await repositoryOf(vectorModel('m', SOURCE)));
    for (const number of [0.5, 5, 50]) {
      const request = { method: 'POST', ...binaryRequest([vector(number)]) };
      expect((await server.call('/v2/models/m/infer', request)).status).toBe(200);
    }
    expect(await page(server)).toEqual(
      expect.arrayContaining([
        '# HELP rows_seen Rows that the model saw',
        'rows_seen{of="m"} 3',
        'last_row 50',
        'sizes_bucket{le="1"} 1',
        'sizes_bucket{le="10"} 2',
        'sizes_bucket{le="+Inf"} 3',
        'sizes_sum 55.5',
        'sizes_count 3',
      ]),
    );
    await server.models.unload('m');
    expect((await page(server)).join('\n')).not.toContain('rows_seen');
  });
});
