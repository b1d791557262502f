// SPDX-License-Identifier: EUPL-1.2
// Pictures from elsewhere: one alone opens its dialog, those between words are told of, since they
// do not come along, nor do the last rows of endless tables. A dropped file never takes the place of the page.
import { Plugin } from 'prosemirror-state';
import { foreignImages, isTableCut, saysNothing } from '../schema/paste';
import { say, type Texts } from '../texts';

export interface ForeignImageOptions {
  readonly texts: Texts;
  readonly open: (picture: File) => void;
  readonly tell: (words: string) => void;
}

export function foreignImagesPlugin({ texts, open, tell }: ForeignImageOptions): Plugin {
  const tellOf = (data: DataTransfer | null): void => {
    const html = data?.getData('text/html') ?? '';
    if (isTableCut(html)) tell(texts.table_cut);
    const count = foreignImages(html);
    if (count === 1) tell(texts.images_left_one);
    if (count > 1) tell(say(texts, 'images_left_many', { count }));
  };
  return new Plugin({
    props: {
      handlePaste: (view, event) => {
        const data = event.clipboardData;
        const picture = view.editable ? pictureAlone(data) : null;
        if (picture === null) tellOf(data);
        else open(picture);
        return picture !== null;
      },
      handleDrop: (view, event, _slice, moved) => {
        const data = event.dataTransfer;
        if (moved) return false;
        if ((data?.files.length ?? 0) === 0) {
          tellOf(data);
          return false;
        }
        event.preventDefault();
        const picture = view.editable ? pictureAlone(data) : null;
        if (picture === null) tell(texts.files_left);
        else open(picture);
        return true;
      },
    },
  });
}

export function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** Beside the text, and where nobody may write: `dropped` is told of files that nothing took. */
export function keepFilesOut(element: HTMLElement, dropped: () => void): void {
  const keepOut = (event: DragEvent): void => {
    if (event.defaultPrevented || !bringsFiles(event)) return;
    event.preventDefault();
    if (event.type === 'drop') dropped();
  };
  element.addEventListener('dragover', keepOut);
  element.addEventListener('drop', keepOut);
}

/** The one file that came without words. */
function pictureAlone(data: DataTransfer | null): File | null {
  const [file, ...more] = data === null ? [] : Array.from(data.files);
  if (data === null || file === undefined || more.length > 0) return null;
  const hasWords = data.getData('text/plain').trim() !== '' || !saysNothing(data.getData('text/html'));
  return file.type.startsWith('image/') && !hasWords ? file : null;
}
