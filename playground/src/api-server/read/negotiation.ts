// What a client wants to be answered with: JSON, a Table, or metadata only. Source: kubernetes.io API concepts, "Receiving resources as Tables".
import { refusal } from "../refusals.ts";
import type { IncludeObject } from "../tables/table.ts";

export interface Format {
  readonly as: "Object" | "Table" | "PartialObjectMetadata";
  /** Version of meta.k8s.io for the latter two. */
  readonly version: string;
  readonly includeObject: IncludeObject;
}

/** The first kind of answer in the Accept header that this server has. Throws 406 where there is none. */
export function readFormat(accept: string | undefined, query: URLSearchParams): Format {
  const includeObject = readInclude(query.get("includeObject"));
  if (accept === undefined || accept === "") return { as: "Object", version: "v1", includeObject };
  for (const clause of accept.split(",")) {
    const [type = "", ...parameters] = clause.split(";").map(part => part.trim());
    if (!["application/json", "application/*", "*/*"].includes(type)) continue;
    const values = new Map(parameters.map(parameter => [parameter.split("=")[0], parameter.split("=")[1]]));
    const as = values.get("as")?.replace(/List$/, "");
    const version = values.get("v") ?? "v1";
    if (as === undefined) return { as: "Object", version, includeObject };
    if (as === "Table" || as === "PartialObjectMetadata") return { as, version, includeObject };
  }
  throw refusal(406, "NotAcceptable", "only the following media types are accepted: application/json", {});
}

function readInclude(value: string | null): IncludeObject {
  return value === "None" || value === "Object" ? value : "Metadata";
}
