// Services of a Docker Compose file, whose names only its own containers know (S08).
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import type { IndexedDocument } from "./read-file.ts";

export function readCompose({ document, file, lineAt }: IndexedDocument): readonly WorkspaceResource[] {
  return document
    .cursor()
    .key("services")
    .entries()
    .map(service => ({
      kind: "ComposeService",
      name: service.name,
      file,
      line: lineAt(service.keyRange()?.start ?? 0),
    }));
}
