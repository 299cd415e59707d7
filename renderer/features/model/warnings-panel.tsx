import { IconAlertTriangleFilled } from '@tabler/icons-react';
import classes from './warnings-panel.module.css';

/** Things worth knowing that stop nothing. */
export function WarningsPanel({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <section className={classes.panel} aria-label="Warnings">
      <IconAlertTriangleFilled size={16} className={classes.icon} aria-hidden="true" />
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </section>
  );
}
