import { expect, test } from 'vitest';
import { firstRepositories } from '../../electron/repository-choice.ts';

test('the command line goes before the last repositories, and those before the samples', async () => {
  const samples = async () => '/samples';
  expect(await firstRepositories({ named: '/named', last: ['/last'], samples })).toEqual(['/named']);
  expect(await firstRepositories({ named: undefined, last: ['/last', '/beside'], samples })).toEqual([
    '/last',
    '/beside',
  ]);
  expect(await firstRepositories({ named: undefined, last: [], samples })).toEqual(['/samples']);
});
