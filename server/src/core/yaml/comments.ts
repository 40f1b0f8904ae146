// Finds the comments of a document exactly, which a regular expression cannot: a hash in a block scalar is no comment.
import { Lexer } from "yaml";
import { startOfLine, withoutLoneCarriageReturns } from "./line-bounds.ts";
import type { Range } from "./range.ts";

export interface Comment extends Range {
  /** From the hash on, without the line break. */
  readonly text: string;
  /** True where nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

/** All comments of a text, in order. Costs a pass of the lexer, so callers ask only where they need it. */
export function findComments(text: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  for (const token of new Lexer().lex(withoutLoneCarriageReturns(text))) {
    // The lexer marks documents and flow ends with characters that are not in the text.
    if (token === "\u0002" || token === "\u0018" || token === "\u001f") continue;
    if (token.startsWith("#") && text.startsWith(token, offset)) {
      comments.push({
        start: offset,
        end: offset + token.length,
        text: token,
        ownLine: text.slice(startOfLine(text, offset), offset).trim() === "",
      });
    }
    offset += token.length;
  }
  return comments;
}

/** The comments that lie in a range. */
export function commentsIn(text: string, range: Range): Comment[] {
  if (!text.slice(range.start, range.end).includes("#")) return [];
  return findComments(text).filter(comment => comment.start >= range.start && comment.end <= range.end);
}
