import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { TbTag } from 'react-icons/tb';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import { changeSettings } from '../../../queries/settings.ts';
import { Tag } from '../../../ui/tag.tsx';
import { useWish } from '../use-wish.ts';

/** Names that people give versions wherever they deploy them. */
const USUAL = ['prod', 'latest'];

type Aliases = Readonly<Record<string, number>>;

interface VersionAliasesProps {
  readonly detail: ModelDetail;
  readonly version: number;
}

/** The names that stand for a version in addresses, and the menu that moves them. */
export function VersionAliases({ detail, version }: VersionAliasesProps) {
  const { summary, settings } = detail;
  const wish = useWish(summary.name, (aliases: Aliases) => changeSettings(summary.name, { aliases }));
  const mine = Object.keys(settings.aliases).filter((alias) => settings.aliases[alias] === version);
  const offered = [...new Set([...USUAL, ...Object.keys(settings.aliases)])];
  const move = async (alias: string) => {
    const before = settings.aliases;
    await wish.mutateAsync(mine.includes(alias) ? without(before, alias) : { ...before, [alias]: version });
    tell(alias, before[alias], () => wish.mutate(before));
  };
  return (
    <>
      {mine.map((alias) => (
        <Tag key={alias} mono>
          {alias}
        </Tag>
      ))}
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="subtle" aria-label={`Names of version ${version}`} px={4}>
            <TbTag size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>/v2/models/{summary.name}/versions/…</Menu.Label>
          {offered.map((alias) => (
            <Menu.Item key={alias} onClick={() => void move(alias).catch(() => {})}>
              {mine.includes(alias) ? `Take ${alias} away` : `Point ${alias} to v${version}`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function without(aliases: Aliases, alias: string): Aliases {
  return Object.fromEntries(Object.entries(aliases).filter(([name]) => name !== alias));
}

/** Moving what callers get is taken back with one click. */
function tell(alias: string, before: number | undefined, back: () => void): void {
  const id = notifications.show({
    title: `${alias} was moved`,
    autoClose: 20_000,
    'data-good': true,
    message: (
      <Button
        size="xs"
        variant="subtle"
        onClick={() => {
          notifications.hide(id);
          back();
        }}
      >
        {before === undefined ? 'Take it back' : `Back to v${before}`}
      </Button>
    ),
  });
}
