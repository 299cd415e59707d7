import { TbStack2 } from 'react-icons/tb';
import { Link } from '@tanstack/react-router';
import { ListButton } from '../repository/list-button.tsx';
import classes from './model-missing.module.css';

/** The address names a model that the repositories do not have. */
export function ModelMissing({ name }: { readonly name: string }) {
  return (
    <div className={classes.missing}>
      <TbStack2 size={32} strokeWidth={1.5} aria-hidden="true" />
      <h1 className={classes.title}>There is no model named “{name}”</h1>
      <p>It may have been renamed or removed from the repository.</p>
      <ListButton />
      <Link to="/">Go to the start page</Link>
    </div>
  );
}
