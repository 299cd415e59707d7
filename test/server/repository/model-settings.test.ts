import { expect, test } from 'vitest';
import { ModelSettings } from '../../../server/repository/model-settings.ts';
import { tempFolder } from '../../support/temp.ts';

test('wishes that nobody waited for are on the disk when the settings are closed', async () => {
  const folder = await tempFolder();
  const settings = await ModelSettings.open(folder);
  void settings.setBudget(512e6);
  void settings.change('/repository/m', { pinned: true });
  await settings.close();
  const again = await ModelSettings.open(folder);
  expect([again.budgetBytes, again.of('/repository/m').pinned]).toEqual([512e6, true]);
});
