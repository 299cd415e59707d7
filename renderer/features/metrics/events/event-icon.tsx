import {
  TbAlertOctagon,
  TbBolt,
  TbDeviceFloppy,
  TbFileImport,
  TbAdjustments,
  TbLayersIntersect,
  TbPlayerEject,
  TbPower,
  TbScale,
  TbShieldCheck,
} from 'react-icons/tb';
import classes from './events.module.css';
import type { TimelineKind } from './timeline-event.ts';

const ICONS: Readonly<Record<TimelineKind, typeof TbBolt>> = {
  load: TbBolt,
  unload: TbPlayerEject,
  import: TbFileImport,
  save: TbDeviceFloppy,
  approve: TbShieldCheck,
  'batch-axis': TbLayersIntersect,
  tune: TbAdjustments,
  comparison: TbScale,
  failed: TbAlertOctagon,
  start: TbPower,
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
