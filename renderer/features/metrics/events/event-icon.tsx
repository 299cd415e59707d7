import {
  IconAlertOctagon,
  IconBolt,
  IconDeviceFloppy,
  IconFileImport,
  IconAdjustments,
  IconLayersIntersect,
  IconPlayerEject,
  IconPower,
  IconScale,
  IconShieldCheck,
} from '@tabler/icons-react';
import classes from './events.module.css';
import type { TimelineKind } from './timeline-event.ts';

const ICONS: Readonly<Record<TimelineKind, typeof IconBolt>> = {
  load: IconBolt,
  unload: IconPlayerEject,
  import: IconFileImport,
  save: IconDeviceFloppy,
  approve: IconShieldCheck,
  'batch-axis': IconLayersIntersect,
  tune: IconAdjustments,
  comparison: IconScale,
  failed: IconAlertOctagon,
  start: IconPower,
};

/** The badge of an event. */
export function EventIcon({ kind }: { readonly kind: TimelineKind }) {
  const Icon = ICONS[kind];
  return (
    <span className={classes.badge} data-kind={kind}>
      <Icon size={12} aria-hidden="true" />
    </span>
  );
}
