import { Tooltip } from '@mantine/core';
import { TbHelpCircle } from 'react-icons/tb';
import type { Reading } from '../../../../server/devices/contract.ts';
import classes from './devices.module.css';

interface GaugeProps {
  readonly label: string;
  readonly reading: Reading;
  /** What would be all of it. */
  readonly full?: Reading | undefined;
  /** The value with its unit. */
  readonly words: (value: number, full: number | undefined) => string;
}

/** A value and how much of the whole it is. What is unknown is a word, a hatch and a reason. */
export function Gauge({ label, reading, full, words }: GaugeProps) {
  const whole = full?.state === 'known' ? full.value : undefined;
  if (reading.state === 'unknown') {
    return (
      <div className={classes.gauge}>
        <span className={classes.label}>{label}</span>
        <Tooltip label={[reading.reason, reading.nextStep].filter((text) => text !== undefined).join(' ')}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by the keyboard. */}
          <span className={classes.unknown} tabIndex={0}>
            <TbHelpCircle size={14} aria-hidden="true" /> Unknown
          </span>
        </Tooltip>
        <span className={classes.track} data-unknown />
      </div>
    );
  }
  const share = whole === undefined || whole <= 0 ? undefined : Math.min(1, reading.value / whole);
  return (
    <div className={classes.gauge}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{words(reading.value, whole)}</span>
      <span className={classes.track}>
        {share === undefined ? null : <span className={classes.fill} style={{ width: `${100 * share}%` }} />}
      </span>
    </div>
  );
}
