import { fromText } from '@bufbuild/protobuf/txtpb';
import { toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { configFromJson } from '../../../../server/config/json/from-json.ts';
import { configToJson } from '../../../../server/config/json/to-json.ts';
import { readConfig } from '../../../../server/config/read.ts';
import { formatConfig } from '../../../../server/config/text/format.ts';
import { writeConfig } from '../../../../server/config/text/write.ts';
import {
  configFromWire,
  configMessageDescriptor,
  configToWire,
} from '../../../../server/config/wire/wire.ts';
import { SAMPLES } from '../../../support/config-samples.ts';
import { generatedConfig } from '../../../support/generated-config.ts';
import { styledConfig } from '../../../support/styled-config.ts';

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

describe('reading and writing', () => {
  it.each(Object.entries(SAMPLES))('gives %s back as it was', (_, text) => {
    const { config } = readConfig(text);
    expect(readConfig(writeConfig(config))).toMatchObject({ config, problems: [] });
    expect(writeConfig(readConfig(writeConfig(config)).config)).toBe(writeConfig(config));
  });

  it('gives 10,000 generated configs back as they were', () => {
    for (const seed of seeds(10_000)) {
      const config = generatedConfig(seed);
      const { config: read, problems } = readConfig(writeConfig(config));
      expect(problems, `seed ${seed}`).toEqual([]);
      expect(read, `seed ${seed}`).toEqual(config);
    }
  });

  it('understands a config however it is written', () => {
    for (const seed of seeds(2_000)) {
      const config = generatedConfig(seed);
      const { config: read, problems } = readConfig(styledConfig(config, seed));
      expect(problems, `seed ${seed}`).toEqual([]);
      expect(read, `seed ${seed}`).toEqual(config);
    }
  });

  it('understands it as protobuf’s own reader does', () => {
    const descriptor = configMessageDescriptor();
    for (const seed of seeds(500)) {
      const text = styledConfig(generatedConfig(seed), seed);
      expect(configToWire(readConfig(text).config), `seed ${seed}`).toEqual(
        toBinary(descriptor, fromText(descriptor, text)),
      );
    }
  });
});

describe('the other forms', () => {
  it('JSON gives generated configs back as they were', () => {
    for (const seed of seeds(2_000)) {
      const config = generatedConfig(seed);
      expect(configFromJson(JSON.parse(JSON.stringify(configToJson(config)))), `seed ${seed}`).toEqual({
        config,
        problems: [],
      });
    }
  });

  it('the wire gives them back, too', () => {
    for (const seed of seeds(500)) {
      const config = generatedConfig(seed);
      expect(configFromWire(configToWire(config)), `seed ${seed}`).toEqual(config);
    }
  });
});

describe('the formatter', () => {
  const commentsOf = (text: string) =>
    readConfig(text).document.comments.map((comment) => comment.text.trim());

  it('changes no value and loses no comment, whatever it is given', () => {
    for (const seed of seeds(2_000)) {
      const text = styledConfig(generatedConfig(seed), seed);
      const formatted = formatConfig(text);
      expect(readConfig(formatted).config, `seed ${seed}`).toEqual(readConfig(text).config);
      expect(commentsOf(formatted).sort(), `seed ${seed}`).toEqual(commentsOf(text).sort());
    }
  });

  it('has nothing to do the second time', () => {
    for (const seed of seeds(500)) {
      const once = formatConfig(styledConfig(generatedConfig(seed), seed));
      expect(formatConfig(once), `seed ${seed}`).toBe(once);
    }
  });

  it('has nothing to do after the writer, either', () => {
    for (const seed of seeds(500)) {
      const written = writeConfig(generatedConfig(seed));
      expect(formatConfig(written), `seed ${seed}`).toBe(written);
    }
  });
});
