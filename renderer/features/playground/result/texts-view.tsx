import classes from './texts-view.module.css';

const SHOWN = 100;

/** Text elements, one a line, always as text. */
export function TextsView({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ol className={classes.texts}>
      {texts.slice(0, SHOWN).map((text, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- an element is its place
        <li key={at} className={classes.text}>
          {text}
        </li>
      ))}
      {texts.length > SHOWN ? <li className={classes.more}>and {texts.length - SHOWN} more</li> : null}
    </ol>
  );
}
