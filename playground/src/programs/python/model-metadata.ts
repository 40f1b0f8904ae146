// GET /metadata of wrapped models: the image's name and tag, overlaid by the artifact's metadata.yaml (seldon-facts §3.3).
import { parse } from "yaml";
import type { ProgramContext } from "../../kubelet/program.ts";
import { isObject } from "../../support/json.ts";

export function modelMetadata(context: ProgramContext): Record<string, unknown> {
  const image = context.env.get("PREDICTIVE_UNIT_IMAGE") ?? context.container.image ?? "";
  const colon = image.lastIndexOf(":");
  const [name, version] = colon < 0 ? [image, ""] : [image.slice(0, colon), image.slice(colon + 1)];
  const text = context.files.read("/mnt/models/metadata.yaml");
  const stored: unknown = text === undefined ? undefined : parse(text);
  const base = { name, versions: [version], platform: "", inputs: [], outputs: [], custom: {} };
  return isObject(stored) ? { ...base, ...stored } : base;
}
