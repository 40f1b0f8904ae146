// Which version of Seldon a document is checked for: what a comment in it asks for, else what the caller says.
import { seldonFacts, supportedVersion, type ClusterServers, type SeldonFacts } from "../model/index.ts";
import { findComments, type Range, type YamlDocument } from "../yaml/index.ts";

export interface VersionComment {
  /** As written. */
  readonly version: string;
  readonly isSupported: boolean;
  /** Of the version, as offsets in the document. */
  readonly range: Range;
}

/** The facts that hold for a document. */
export function documentFacts(
  document: YamlDocument,
  { seldonVersion, servers }: { readonly seldonVersion?: string; readonly servers?: ClusterServers },
): SeldonFacts {
  const comment = findVersionComment(document);
  return seldonFacts(comment?.isSupported ? supportedVersion(comment.version) : seldonVersion, servers);
}

const COMMENT = /^#\s*seldon-version:\s*(\S+)/;

/** The first comment `# seldon-version: 1.15` of a document, wherever it stands. */
export function findVersionComment(document: YamlDocument): VersionComment | undefined {
  if (!document.text.includes("seldon-version:")) return undefined;
  for (const comment of findComments(document.text)) {
    const match = COMMENT.exec(comment.text);
    const version = match?.[1];
    if (!match || version === undefined) continue;
    const start = comment.start + match[0].length - version.length;
    const isSupported = supportedVersion(version) !== undefined;
    return { version, isSupported, range: { start, end: start + version.length } };
  }
  return undefined;
}
