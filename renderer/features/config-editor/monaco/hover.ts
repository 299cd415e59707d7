import type { languages } from 'monaco-editor/editor.js';
import { hoverAt } from '../../../../server/config/language/hover.ts';
import { contextOf, diagnosisOf } from './analysis.ts';
import { rangeBetween } from './ranges.ts';

/** Says what the field, enum value or tensor under the pointer is. */
export const hoverProvider: languages.HoverProvider = {
  provideHover(model, position) {
    const hover = hoverAt(diagnosisOf(model).document, model.getOffsetAt(position), contextOf(model));
    if (hover === undefined) return null;
    const usual = hover.default === undefined ? '' : ` Default: \`${hover.default}\`.`;
    return {
      range: rangeBetween(model, hover.range.start, hover.range.end),
      contents: [{ value: `**${hover.title}** · ${hover.detail}` }, { value: `${hover.doc}${usual}` }],
    };
  },
};
