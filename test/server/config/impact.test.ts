import { describe, expect, it } from 'vitest';
import { impactOf } from '../../../server/config/impact.ts';
import { readConfig } from '../../../server/config/read.ts';
import { FLOWERS } from '../../support/config-samples.ts';
import { generatedConfig } from '../../support/generated-config.ts';

const impact = (before: string, after: string) =>
  impactOf(readConfig(before).config, readConfig(after).config);

describe('what saving a config does to the loaded model', () => {
  it('is nothing when only comments, layout or order change', () => {
    const after = `# new\n${FLOWERS.replace('max_batch_size: 16', '').replaceAll('[ 4, 8 ]', '[4,8]')}\nmax_batch_size: 0x10`;
    expect(impact(FLOWERS, after)).toEqual({
      effect: 'nothing',
      reason: 'Nothing that the server sees has changed.',
      differences: [],
    });
  });

  it('is an update while it serves when only instance groups change', () => {
    expect(impact(FLOWERS, FLOWERS.replace('count: 2', 'count: 4'))).toEqual({
      effect: 'live',
      reason: 'A change of instance_group alone updates live: the model keeps serving.',
      differences: [{ field: 'instance_group[0].count', before: '2', after: '4' }],
    });
    expect(impact(FLOWERS, `${FLOWERS} instance_group { kind: KIND_CPU }`)).toMatchObject({
      effect: 'live',
      differences: [
        {
          field: 'instance_group',
          before: '[ { kind: KIND_CPU count: 2 } ]',
          after: '[ { kind: KIND_CPU count: 2 }, { kind: KIND_CPU } ]',
        },
      ],
    });
  });

  it('is a reload for anything else, with the reason', () => {
    const after = FLOWERS.replace('count: 2', 'count: 4').replace('max_batch_size: 16', 'max_batch_size: 32');
    expect(impact(FLOWERS, after)).toMatchObject({
      effect: 'reload',
      reason: 'max_batch_size changes from 16 to 32. Only a change of instance_group alone updates live.',
    });
  });

  it('names what is new and what is gone', () => {
    expect(impact('', 'dynamic_batching { }').differences).toEqual([
      { field: 'dynamic_batching', before: undefined, after: '{ }' },
    ]);
    expect(impact('', 'dynamic_batching { }').reason).toContain('dynamic_batching is new.');
    expect(impact('dynamic_batching { }', '').reason).toContain('dynamic_batching is gone.');
    expect(impact(FLOWERS, FLOWERS.replace('"2"', '"3"')).differences).toEqual([
      { field: 'parameters["intra_op_thread_count"].string_value', before: '"2"', after: '"3"' },
    ]);
  });

  it('is nothing for any config that stays as it is, and something for any other', () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const config = generatedConfig(seed);
      expect(impactOf(config, generatedConfig(seed)).effect, `seed ${seed}`).toBe('nothing');
      expect(
        impactOf(config, { ...config, runtime: `${config.runtime}!` }).differences,
        `seed ${seed}`,
      ).toHaveLength(1);
    }
  });
});
