import { TbAlertTriangleFilled } from 'react-icons/tb';
import classes from './warnings-panel.module.css';

/** Things worth knowing that stop nothing. */
export function WarningsPanel({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <section className={classes.panel} aria-label="Warnings">
      <TbAlertTriangleFilled size={16} className={classes.icon} aria-hidden="true" />
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </section>
  );
}
