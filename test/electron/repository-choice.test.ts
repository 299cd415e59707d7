import { expect, test } from 'vitest';
import { firstRepository } from '../../electron/repository-choice.ts';

test('the command line goes before the last repository, and that before the samples', async () => {
  const samples = async () => '/samples';
  expect(await firstRepository({ named: '/named', last: '/last', samples })).toBe('/named');
  expect(await firstRepository({ named: undefined, last: '/last', samples })).toBe('/last');
  expect(await firstRepository({ named: undefined, last: undefined, samples })).toBe('/samples');
});
