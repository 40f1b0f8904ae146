// POST of an object.
import type { KubeObject } from "../../kubernetes/objects.ts";
import type { Body } from "../body.ts";
import type { Asked } from "../cluster-state.ts";
import { withDefaults } from "../kinds/object-errors.ts";
import { checkPodSecurity } from "../kinds/pod-security.ts";
import { preparedCreate } from "../kinds/preparation.ts";
import { servedStatus } from "../custom-resources.ts";
import { afterUpdate } from "../apply/managed-fields.ts";
import { withoutServerFilled } from "../apply/server-filled.ts";
import { generatedName, timeText } from "../names.ts";
import { badRequest } from "../refusals.ts";
import type { WriteOptions } from "../write-options.ts";
import { commitCreate } from "./commit.ts";
import { matchNames, readIncoming } from "./incoming.ts";

/** What a write answers with. */
export interface Written {
  readonly code: number;
  readonly object: object;
  readonly warnings: readonly string[];
}

/** Creates the object in the body; makes up a name from `generateName`. */
export async function create(asked: Asked, body: Body, options: WriteOptions): Promise<Written> {
  const { resource, target } = asked;
  const { object, warnings } = readIncoming(resource, body, options.fieldValidation);
  matchNames(object, target.namespace, "");
  if (object.metadata.resourceVersion !== undefined && object.metadata.resourceVersion !== "") {
    throw badRequest("resourceVersion should not be set on objects to be created");
  }
  nameIt(object);
  const now = timeText(asked.cluster.now());
  const prepared = withDefaults(resource, preparedCreate(resource, object, now));
  if (resource.storageKey === "customresourcedefinitions.apiextensions.k8s.io")
    prepared["status"] = servedStatus(prepared, now);
  const writer = { manager: options.fieldManager, subresource: "", time: now };
  const written = withoutServerFilled(resource, object, prepared);
  const managedFields = afterUpdate(resource, undefined, written, writer);
  if (managedFields.length > 0) prepared.metadata.managedFields = managedFields;
  else Reflect.deleteProperty(prepared.metadata, "managedFields");
  const security = checkPodSecurity(asked, prepared);
  return { code: 201, object: await commitCreate(asked, prepared, options), warnings: [...warnings, ...security] };
}

function nameIt(object: KubeObject): void {
  const { name, generateName } = object.metadata;
  if (name === "" && generateName !== undefined && generateName !== "")
    object.metadata.name = generatedName(generateName);
}
