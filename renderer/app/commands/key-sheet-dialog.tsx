import { Kbd, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { desktop } from '../desktop.ts';
import { usePreferences } from '../preferences/store.ts';
import { LISTED, type Place } from './catalogue.ts';
import classes from './key-sheet-dialog.module.css';
import { keyOf } from './keymap.ts';
import { shortcutText } from './shortcuts.ts';

const PLACES: readonly Place[] = [
  'Anywhere',
  'Desktop',
  'Models',
  'Model',
  'Test',
  'Configuration',
  'Comparison',
  'Metrics',
  'Logs',
];

/** Every key that does something, by where it does it, as they are set now. */
export default function KeySheetDialog({ close }: { readonly close: () => void }) {
  const { keys } = usePreferences();
  const keyed = LISTED.flatMap(({ id, title, place }) => {
    const key = keyOf(id, keys);
    return key === undefined || (place === 'Desktop' && desktop === undefined)
      ? []
      : [{ id, title, place, key }];
  });
  return (
    <Modal opened onClose={close} title="Keys" size={760} radius={12}>
      <div className={classes.sheet}>
        {PLACES.filter((place) => keyed.some((one) => one.place === place)).map((place) => (
          <section key={place} className={classes.place} aria-label={place}>
            <h3 className={classes.head}>{place}</h3>
            <dl>
              {keyed
                .filter((one) => one.place === place)
                .map(({ id, title, key }) => (
                  <div key={id} className={classes.line}>
                    <dt>{title}</dt>
                    <dd>
                      <Kbd>{shortcutText(key)}</Kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.foot}>
        Everything else is in the command palette.{' '}
        <Link to="/settings" className={classes.link} onClick={close}>
          Change the keys
        </Link>
      </p>
    </Modal>
  );
}
