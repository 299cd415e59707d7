import { TbPhotoUp } from 'react-icons/tb';
import type { Picture } from '../drafts.ts';
import { FilePick } from './file-pick.tsx';
import classes from './picture-view.module.css';
import { PixelView } from './pixel-view.tsx';

interface PictureViewProps {
  readonly picture: Picture | undefined;
  readonly onFile: (file: File) => void;
}

/** The picture as it was given, or the place to give one. */
export function PictureView({ picture, onFile }: PictureViewProps) {
  if (picture === undefined) {
    return (
      <div className={classes.zone}>
        <TbPhotoUp size={28} strokeWidth={1.5} aria-hidden="true" />
        <p className={classes.title}>Drop or paste a picture</p>
        <FilePick onFile={onFile}>Choose a file…</FilePick>
      </div>
    );
  }
  const { width, height } = picture.pixels;
  return (
    <>
      <div className={classes.frame}>
        <PixelView pixels={picture.pixels} label={picture.name} />
      </div>
      <p className={classes.caption}>
        <span className={classes.name}>{picture.name}</span> {width} × {height}
      </p>
      <FilePick onFile={onFile}>Drop, paste or choose another</FilePick>
    </>
  );
}
