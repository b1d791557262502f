// SPDX-License-Identifier: EUPL-1.2
import { DOMParser, type Node as PmNode, type ParseOptions } from 'prosemirror-model';
import { schema } from '../schema/schema';

/** Reads what a person typed back from the page: a line feed in the text is a forced line break. */
class TypedParser extends DOMParser {
  override parse(dom: globalThis.Node, options?: ParseOptions): PmNode {
    return super.parse(dom, { ...options, preserveWhitespace: 'full' });
  }
}

export const pastedParser = DOMParser.fromSchema(schema);
export const typedParser = new TypedParser(schema, pastedParser.rules);
