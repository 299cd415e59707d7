import { describe, expect, it } from 'vitest';
import { formatConfig } from '../../../../server/config/text/format.ts';

describe('the formatter', () => {
  it('lays a config out and keeps every comment where it belongs', () => {
    const text = `# head

# two
name : 'x' ; # trailing
max_batch_size:8,input[{ # first
name:"a" dims:[1,2] # dims
# before type
data_type:TYPE_FP32}, # after first
<name:"b">
# end
]



version_policy # odd
: { all { } }
output { name: "long" "er"
 dims: [ 1, # one
  2 ] }
dynamic_batching {
}
# tail`;
    expect(formatConfig(text)).toBe(`# head

# two
name: 'x' # trailing
max_batch_size: 8
input [
  { # first
    name: "a"
    dims: [ 1, 2 ] # dims
    # before type
    data_type: TYPE_FP32
  }, # after first
  { name: "b" }
  # end
]

# odd
version_policy { all { } }
output {
  name: "long" "er"
  dims: [
    1, # one
    2
  ]
}
dynamic_batching { }
# tail
`);
  });

  it('keeps on one line what was on one line and fits there', () => {
    expect(formatConfig('instance_group [{kind:KIND_CPU count:2}]')).toBe(
      'instance_group [ { kind: KIND_CPU count: 2 } ]\n',
    );
    const long = `metric_tags { key: "${'k'.repeat(60)}" value: "${'v'.repeat(60)}" }`;
    expect(formatConfig(long).split('\n')).toHaveLength(5);
  });

  it('keeps the line ends of the file', () => {
    expect(formatConfig('name: "x"\r\nmax_batch_size:8\r\n')).toBe('name: "x"\r\nmax_batch_size: 8\r\n');
  });

  it('leaves text alone that does not parse, and lays out fields that mean nothing', () => {
    expect(formatConfig('input { dims: [ 1, }')).toBe('input { dims: [ 1, }');
    expect(formatConfig('nonsense:1')).toBe('nonsense: 1\n');
    expect(formatConfig('')).toBe('');
  });
});
