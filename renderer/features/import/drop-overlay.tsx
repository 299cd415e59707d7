import { TbFileImport } from 'react-icons/tb';
import { useEffect, useState } from 'react';
import classes from './drop-overlay.module.css';
import { holdsModels, readDrop } from './dropped-files.ts';
import { beginImport } from './importing.ts';

/** Takes models that are dropped anywhere on the window, and says so while they are held over it. */
export function DropOverlay() {
  const over = useModelDrop();
  if (!over) return null;
  return (
    <div className={classes.overlay} role="status">
      <TbFileImport size={32} strokeWidth={1.5} aria-hidden="true" />
      <p className={classes.title}>Drop to add a model</p>
      <p className={classes.note}>
        Folder, .onnx, .pt, .pb, .plan or .zip. A plan comes first; nothing is written yet.
      </p>
    </div>
  );
}

function useModelDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // What a place of its own takes, such as the picture of an input, is not for the repository.
    const isOurs = (event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } =>
      !event.defaultPrevented && event.dataTransfer !== null && holdsModels(event.dataTransfer);
    const onOver = (event: DragEvent) => {
      if (!isOurs(event)) return setOver(false);
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!isOurs(event)) return;
      event.preventDefault();
      void beginImport(readDrop(event.dataTransfer));
    };
    // The document hears of a drop after the places in it and before the window, which refuses what nobody took.
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}
