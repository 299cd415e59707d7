import { TbCpu } from 'react-icons/tb';
import { type ReactNode, useId } from 'react';
import classes from './devices.module.css';
import { Sparkline } from './sparkline.tsx';

interface DeviceCardProps {
  readonly title: string;
  readonly model: string;
  /** Utilisation of the time that is shown. */
  readonly history: readonly (number | null)[];
  readonly foot: ReactNode;
  readonly tone?: 'attention' | undefined;
  readonly children: ReactNode;
}

/** A device: what it is, how busy it was, its values. */
export function DeviceCard({ title, model, history, foot, tone, children }: DeviceCardProps) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header className={classes.top}>
        <span className={classes.icon}>
          <TbCpu size={18} strokeWidth={1.75} aria-hidden="true" />
        </span>
        <div className={classes.names}>
          <h2 id={id} className={classes.name}>
            {title}
          </h2>
          <p className={classes.model} title={model}>
            {model}
          </p>
        </div>
        <Sparkline values={history} />
      </header>
      <div className={classes.gauges}>{children}</div>
      <footer className={classes.foot} data-tone={tone}>
        {foot}
      </footer>
    </section>
  );
}
