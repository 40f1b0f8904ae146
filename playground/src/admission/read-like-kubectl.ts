// Reads a manifest in tests as kubectl does (sigs.k8s.io/yaml): YAML 1.1's booleans and numbers, without its times and base 60.
import { parseAllDocuments, type ScalarTag, type Tags } from "yaml";

/** `0o17`, which YAML 1.1 does not have and Go's parser takes. */
const newOctal: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  format: "NEW_OCT",
  test: /^[-+]?0o[0-7_]+$/,
  resolve: text => Number(text.replaceAll("_", "").replace("+", "")),
};

/** The first document that holds something, as plain JSON; `null` where there is none. Of a key given twice the last counts. */
export function readLikeKubectl(text: string): unknown {
  for (const document of parseAllDocuments(text, {
    version: "1.1",
    customTags: asInGo,
    merge: true,
    uniqueKeys: false,
  })) {
    const [mistake] = "errors" in document ? document.errors : [];
    if (mistake !== undefined) throw mistake;
    const value: unknown = document.toJS();
    if (value !== null) return value;
  }
  return null;
}

function asInGo(tags: Tags): Tags {
  const kept = tags.filter(
    tag =>
      typeof tag === "string" ||
      (tag.tag !== "tag:yaml.org,2002:timestamp" && !("format" in tag && tag.format === "TIME")),
  );
  return [newOctal, ...kept];
}
